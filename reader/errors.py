class UserError(Exception):
    """The world failed: a message key of reader.messages with the facts that its text names.

    Anything else that is raised is our fault and is logged, never explained to the person.
    """

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
