from reader.ui.history import History, Place


def visited(*posts: str) -> History:
    history = History()
    for post in posts:
        history.visit(Place(post))
    return history


def test_back_and_forward_walk_the_same_way() -> None:
    history = visited("a", "b", "c")
    assert history.back() == Place("b")
    assert history.back() == Place("a")
    assert history.forward() == Place("b")


def test_there_is_nothing_before_the_first_post() -> None:
    history = visited("a")
    assert not history.can_go_back
    assert history.back() is None


def test_a_new_visit_forgets_what_lay_ahead() -> None:
    history = visited("a", "b")
    history.back()
    history.visit(Place("c"))
    assert not history.can_go_forward
    assert history.back() == Place("a")


def test_the_place_in_a_post_is_kept() -> None:
    history = visited("a")
    history.keep(120)
    history.visit(Place("b"))
    assert history.back() == Place("a", 120)


def test_opening_the_same_post_again_is_one_visit() -> None:
    history = visited("a", "a")
    assert not history.can_go_back
