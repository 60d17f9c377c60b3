"""What was odd about a file, and what Keisen did about it."""

PROBLEMS: dict[str, dict[str, tuple[str, str]]] = {
    "problem.ignored": {
        "ja": ("記事ではないので読みませんでした: {detail}", ""),
        "en": ("Not posts, so not read: {detail}", ""),
    },
    "problem.link-outside": {
        "ja": ("フォルダーの外を指すリンクなので、たどりませんでした: {detail}", ""),
        "en": ("A link that leads out of the folder; not followed: {detail}", ""),
    },
    "problem.link-broken": {
        "ja": ("リンクの先がありません: {detail}", ""),
        "en": ("A link that leads nowhere: {detail}", ""),
    },
    "problem.folder-closed": {
        "ja": ("このフォルダーを読めないので、中の記事がありません（{detail}）", ""),
        "en": ("This folder cannot be read, so its posts are missing ({detail})", ""),
    },
    "problem.name-bytes": {
        "ja": ("ファイル名が UTF-8 ではありません。読める形の名前で表示しています: {detail}", ""),
        "en": ("The file's name is not UTF-8; shown under a readable name: {detail}", ""),
    },
    "problem.name-twice": {
        "ja": (
            "別のファイルと同じ名前に見えます（{detail}）。両方を読み、こちらは区別できる名前で表示しています",
            "",
        ),
        "en": (
            "Looks like the name of another file ({detail}); both are read, this one under a name of its own",
            "",
        ),
    },
    "problem.unreadable": {
        "ja": ("ファイルを読めません（{detail}）。前に読んだ内容があれば、それを表示します", ""),
        "en": (
            "The file cannot be read ({detail}); what was read before is shown, if anything",
            "",
        ),
    },
    "problem.not-utf8": {
        "ja": ("UTF-8 ではないバイトが {detail} 個あり、「\ufffd」に置きかえて表示しています", ""),
        "en": ("{detail} bytes are not UTF-8; each is shown as \ufffd", ""),
    },
    "problem.other-encoding": {
        "ja": ("UTF-8 ではなく {detail} として読みました", ""),
        "en": ("Not UTF-8; read as {detail}", ""),
    },
    "problem.character-lost": {
        "ja": ("失われた文字（\ufffd）が {detail} か所あります。そのまま表示しています", ""),
        "en": ("{detail} characters (\ufffd) were lost before; shown as they are", ""),
    },
    "problem.nul": {
        "ja": ("NUL 文字が {detail} 個あり、取りのぞいて表示しています", ""),
        "en": ("{detail} NUL characters; left out", ""),
    },
    "problem.front-matter-unclosed": {
        "ja": ("フロントマターが閉じていません。読めた項目を使いました: {detail}", ""),
        "en": (
            "The front matter is never closed; the fields that could be read are used: {detail}",
            "",
        ),
    },
    "problem.front-matter-inline": {
        "ja": ("フロントマターが一行につながっています。読めた項目を使いました: {detail}", ""),
        "en": (
            "The front matter is on one line; the fields that could be read are used: {detail}",
            "",
        ),
    },
    "problem.front-matter-broken": {
        "ja": (
            "フロントマターの書き方が正しくありません。読めた項目だけを使いました（{detail}）",
            "",
        ),
        "en": ("The front matter is malformed; what could be read is used ({detail})", ""),
    },
    "problem.key-twice": {
        "ja": ("フロントマターに「{detail}」が二度あります。あとのほうを使いました", ""),
        "en": ("The front matter has {detail} twice; the last one is used", ""),
    },
    "problem.date-unreadable": {
        "ja": ("日付を読めません: {detail}。ファイル名の日付があれば、それを使いました", ""),
        "en": ("The date cannot be read: {detail}; the date in the name is used, if any", ""),
    },
    "problem.title-empty": {
        "ja": ("題名が空です。「{detail}」を題名にしました", ""),
        "en": ("The title is empty; “{detail}” is used as the title", ""),
    },
    "problem.title-refusal": {
        "ja": ("題名が、記事ではなく機械の断り書きのようです: {detail}", ""),
        "en": ("The title looks like a machine's refusal, not a title: {detail}", ""),
    },
    "problem.body-empty": {
        "ja": ("本文がありません", ""),
        "en": ("There is no body", ""),
    },
    "problem.body-without-text": {
        "ja": ("本文が画像と見出しだけです。そのまま表示しています", ""),
        "en": ("The body has only pictures and headings; shown as it is", ""),
    },
    "problem.body-refusal": {
        "ja": ("本文が、記事ではなく機械の断り書きのようです: {detail}", ""),
        "en": ("The body looks like a machine's refusal, not a post: {detail}", ""),
    },
    "problem.body-error": {
        "ja": ("本文が、記事ではなくエラーの文のようです: {detail}", ""),
        "en": ("The body looks like an error message, not a post: {detail}", ""),
    },
    "problem.conflict": {
        "ja": ("マージの衝突が {detail} か所、解決されずに残っています。両方を表示しています", ""),
        "en": ("{detail} merge conflicts were left unresolved; both sides are shown", ""),
    },
    "problem.internal": {
        "ja": ("Keisen の不具合で読みとれず、元の文字のまま表示しています（{detail}）", ""),
        "en": ("A fault of Keisen: shown as its bare characters ({detail})", ""),
    },
    "problem.unbuilt": {
        "ja": ("Keisen の不具合で組み立てられず、Markdown のまま表示しています（{detail}）", ""),
        "en": ("A fault of Keisen: shown as Markdown ({detail})", ""),
    },
}
