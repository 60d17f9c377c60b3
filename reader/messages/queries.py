"""What is said of a query that was not understood as a whole."""

QUERIES: dict[str, dict[str, tuple[str, str]]] = {
    "query-long": {
        "ja": ("検索の言葉が長すぎるため、はじめの {count} 文字でさがしました。", ""),
        "en": ("The query is too long; its first {count} characters were used.", ""),
    },
    "query-many": {
        "ja": ("言葉が多すぎるため、はじめの {count} 語でさがしました。", ""),
        "en": ("Too many words; the first {count} were used.", ""),
    },
    "query-nothing": {
        "ja": ("さがす言葉がありません。", "言葉を入れてください。"),
        "en": ("There is no word to look for.", "Write one."),
    },
    "query-operator": {
        "ja": (
            "「{sign}」のとなりに言葉がありません。",
            '文字としてさがすには「"{sign}"」とします。',
        ),
        "en": ("{sign} has no word beside it.", 'Write "{sign}" to look for the sign itself.'),
    },
    "query-field-empty": {
        "ja": ("「{sign}」のあとに言葉がありません。", "すぐあとに続けて書いてください。"),
        "en": ("{sign} has no word after it.", "Write one right behind it."),
    },
    "query-field": {
        "ja": (
            "「{field}:」という欄はないので、文字どおりにさがしました。",
            "欄は title: tag: category: author: date: after: before: is: note: color: です。",
        ),
        "en": (
            "There is no field {field}:, so it was looked for as it is written.",
            "Fields: title: tag: category: author: date: after: before: is: note: color:",
        ),
    },
    "query-parenthesis": {
        "ja": ("「{sign}」の相手のかっこがありません。", '文字としてさがすには " で囲みます。'),
        "en": ("{sign} has no partner.", 'Put it between " to look for the sign itself.'),
    },
    "query-parenthesis-empty": {
        "ja": ("かっこの中に言葉がありません。", ""),
        "en": ("There is no word between the parentheses.", ""),
    },
    "query-deep": {
        "ja": ("かっこの入れ子が深すぎるため、内側のかっこを除いて読みました。", ""),
        "en": ("The parentheses are nested too deeply; the inner ones were left out.", ""),
    },
    "query-quote": {
        "ja": ("引用符がとじていないので、最後までをひとつの言葉としました。", ""),
        "en": ("The quotation mark is not closed; the rest was taken as one phrase.", ""),
    },
    "query-empty-word": {
        "ja": ("目に見える文字のない言葉は除きました。", ""),
        "en": ("A word without any visible sign was left out.", ""),
    },
    "query-is": {
        "ja": ("「{value}」という状態はありません。", "is: に書けるのは {values} です。"),
        "en": ("There is no state {value}.", "is: takes {values}."),
    },
    "query-color": {
        "ja": ("「{value}」という色はありません。", "color: に書けるのは {values} です。"),
        "en": ("There is no colour {value}.", "color: takes {values}."),
    },
    "query-date": {
        "ja": (
            "「{value}」は日付として読めません。",
            "2025、2025-11、2025-11-03、2025-11..2026-01 のように書きます。",
        ),
        "en": (
            "{value} is no date.",
            "Write it like 2025, 2025-11, 2025-11-03 or 2025-11..2026-01.",
        ),
    },
    "query-date-order": {
        "ja": ("日付の順が逆なので、{first} から {last} まででさがしました。", ""),
        "en": ("The dates are the wrong way round; {first} to {last} was used.", ""),
    },
    "alias-line": {
        "ja": (
            "{line} 行目は読めません: {text}",
            "「Google = グーグル, Alphabet」のように書きます。",
        ),
        "en": ("Line {line} cannot be read: {text}", "Write it like Google = グーグル, Alphabet"),
    },
}
