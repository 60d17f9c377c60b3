"""What the command line says when all is well."""

CONSOLE: dict[str, dict[str, tuple[str, str]]] = {
    "index.done": {
        "ja": (
            "記事 {posts} 件（追加 {added}、変更 {changed}、削除 {removed}）　{seconds} 秒",
            "",
        ),
        "en": (
            "{posts} posts ({added} new, {changed} changed, {removed} removed) in {seconds} s",
            "",
        ),
    },
    "index.cancelled": {
        "ja": (
            "途中でやめました。ここまでは残っています。",
            "もう一度 keisen index とすると、続きから始めます。",
        ),
        "en": ("Stopped half-way; what was read is kept.", "keisen index goes on from there."),
    },
    "index.problems": {
        "ja": ("気になったこと {count} 件", ""),
        "en": ("{count} things to know", ""),
    },
    "index.more": {
        "ja": ("ほかに {count} 件。すべては keisen index --json で見られます。", ""),
        "en": ("{count} more; keisen index --json lists all.", ""),
    },
    "index.left": {"ja": ("のこり {seconds} 秒", ""), "en": ("{seconds} s left", "")},
    "phase.listing": {"ja": ("一覧", ""), "en": ("Listing", "")},
    "phase.building": {"ja": ("索引", ""), "en": ("Indexing", "")},
    "phase.indexing": {"ja": ("まとめ", ""), "en": ("Sorting", "")},
    "phase.tidying": {"ja": ("仕上げ", ""), "en": ("Tidying", "")},
    "search.total": {
        "ja": ("{total} 件（{ms} ミリ秒）", ""),
        "en": ("{total} posts ({ms} ms)", ""),
    },
    "search.more": {
        "ja": ("ほかに {count} 件。--limit で増やせます。", ""),
        "en": ("{count} more; see them with --limit.", ""),
    },
    "search.alias": {
        "ja": ("言いかえ: {term} = {forms}", ""),
        "en": ("Also searched: {term} = {forms}", ""),
    },
    "search.variant": {
        "ja": ("表記ゆれ: {term} / {forms}", ""),
        "en": ("Spelling: {term} / {forms}", ""),
    },
    "search.off": {
        "ja": ("{term} は書いたとおりにさがしました（{forms} は除く）", ""),
        "en": ("{term} was searched as written, without {forms}", ""),
    },
    "search-unread": {
        "ja": ("読めないファイルが {count} 件あり、件数は少なめかもしれません。", ""),
        "en": ("{count} files cannot be read, so that the total may be too small.", ""),
    },
    "search-scanned": {
        "ja": ("まだ索引にない {count} 件は、ファイルの文字をさがしました。", ""),
        "en": ("{count} posts are not indexed yet; their files were searched.", ""),
    },
    "annotate.done": {
        "ja": ("注釈を付けました: {id}", ""),
        "en": ("Annotated: {id}", ""),
    },
    "check.looked": {
        "ja": ("見たもの: 記事 {posts} 件、注釈 {annotations} 件、控え {backups} 件", ""),
        "en": ("Looked at {posts} posts, {annotations} annotations, {backups} backups", ""),
    },
    "check.sound": {"ja": ("すべて問題ありません。", ""), "en": ("Everything is sound.", "")},
    "check.mended": {"ja": ("直しました", ""), "en": ("mended", "")},
    "check.wrong": {"ja": ("問題", ""), "en": ("wrong", "")},
    "check.how": {
        "ja": ("索引と注釈の位置は keisen check --repair で直せます。", ""),
        "en": ("keisen check --repair mends the index and the places of annotations.", ""),
    },
    "check.copied": {
        "ja": ("直す前の控え: {path}", ""),
        "en": ("A backup was made first: {path}", ""),
    },
    "check.more": {
        "ja": ("ほかに {count} 件。すべては keisen check --json で見られます。", ""),
        "en": ("{count} more; keisen check --json lists all.", ""),
    },
    "check.damaged": {
        "ja": ("ノートのデータベースが壊れています: {what}", "keisen restore で控えに戻せます。"),
        "en": ("The notes database is damaged: {what}", "keisen restore goes back to a backup."),
    },
    "check.unreadable": {
        "ja": ("ノートの表を読めません: {what}", "Keisen を新しくしてください。"),
        "en": ("The tables of the notes cannot be read: {what}", "Update Keisen."),
    },
    "check.database": {
        "ja": ("データベースの中が合いません: {what}", "keisen restore で控えに戻せます。"),
        "en": ("The database contradicts itself: {what}", "keisen restore goes back to a backup."),
    },
    "check.reference": {
        "ja": ("指している先がありません: {what}", "keisen restore で控えに戻せます。"),
        "en": ("A row points to nothing: {what}", "keisen restore goes back to a backup."),
    },
    "check.state": {
        "ja": ("注釈 {annotation} の状態が分かりません: {what}", ""),
        "en": ("Annotation {annotation} has no known state: {what}", ""),
    },
    "check.place": {
        "ja": ("注釈 {annotation} の状態と位置が合いません: {what}", ""),
        "en": ("State and place of annotation {annotation} do not agree: {what}", ""),
    },
    "check.outside": {
        "ja": ("注釈 {annotation} の位置が本文の外です: {what}", ""),
        "en": ("Annotation {annotation} lies outside its text: {what}", ""),
    },
    "check.stale": {
        "ja": ("注釈 {annotation} の位置は前の本文のものです: {what}", ""),
        "en": ("The place of annotation {annotation} is that of an older text: {what}", ""),
    },
    "check.quote": {
        "ja": (
            "注釈 {annotation} を付けたときの本文を読めません: {what}",
            "引用とメモは残っています。keisen restore で控えに戻せます。",
        ),
        "en": (
            "The text that annotation {annotation} was made in cannot be read: {what}",
            "Its quote and note are there; keisen restore goes back to a backup.",
        ),
    },
    "check.backup": {
        "ja": ("控えを読めません: {what}", "ノートはそのままです。次の控えは別に作ります。"),
        "en": ("A backup cannot be read: {what}", "The notes are untouched; others will be made."),
    },
    "check.catalog": {
        "ja": ("一覧が壊れています: {what}", ""),
        "en": ("The list is damaged: {what}", ""),
    },
    "check.index": {"ja": ("索引が壊れています", ""), "en": ("The index is damaged", "")},
    "check.index-lacks": {
        "ja": ("索引に {what} 件の記事がありません", ""),
        "en": ("{what} posts are not in the index", ""),
    },
    "check.index-strays": {
        "ja": ("索引に、もうない記事が {what} 件あります", ""),
        "en": ("The index has {what} posts that are gone", ""),
    },
    "restore.none": {
        "ja": ("控えはまだありません。", "注釈を付けた次の日に、はじめの控えができます。"),
        "en": ("There are no backups yet.", "The first one is made on the day after you annotate."),
    },
    "restore.how": {
        "ja": ("戻すには keisen restore 名前。いまのノートは別の名で残ります。", ""),
        "en": ("keisen restore NAME goes back to one; the present notes are kept.", ""),
    },
    "restore.done": {
        "ja": ("{backup} に戻しました（注釈 {count} 件）", ""),
        "en": ("Restored {backup} ({count} annotations)", ""),
    },
    "restore.kept": {
        "ja": ("いままでのノートは残してあります: {path}", ""),
        "en": ("The notes of before are kept: {path}", ""),
    },
    "backup.line": {
        "ja": ("注釈 {count} 件　{size}", ""),
        "en": ("{count} annotations  {size}", ""),
    },
    "backup.damaged": {"ja": ("読めません", ""), "en": ("cannot be read", "")},
    "backup.daily": {"ja": ("毎日の控え", ""), "en": ("daily", "")},
    "backup.check": {"ja": ("修理の前", ""), "en": ("before a repair", "")},
    "backup.replaced": {"ja": ("戻す前のノート", ""), "en": ("before a restore", "")},
    "backup.migration": {"ja": ("Keisen を新しくする前", ""), "en": ("before an update", "")},
    "notes.none": {
        "ja": ("注釈はありません。", ""),
        "en": ("There are no annotations.", ""),
    },
    "notes.on-post": {"ja": ("（記事全体）", ""), "en": ("(the whole post)", "")},
    "notes.total": {"ja": ("注釈 {count} 件", ""), "en": ("{count} annotations", "")},
    "state.anchored": {"ja": ("そのまま", ""), "en": ("in place", "")},
    "state.edited": {"ja": ("文が変わった", ""), "en": ("words changed", "")},
    "state.moved": {"ja": ("動いた", ""), "en": ("moved", "")},
    "state.moved_edited": {
        "ja": ("動いて変わった・要確認", ""),
        "en": ("moved and changed: check", ""),
    },
    "state.orphaned": {"ja": ("本文に見つからない", ""), "en": ("not in the text", "")},
    "export.done": {
        "ja": (
            "{path} に書き出しました: 書いた {written}、同じ {unchanged}、そのまま {kept}",
            "",
        ),
        "en": (
            "Exported to {path}: {written} written, {unchanged} unchanged, {kept} left alone",
            "",
        ),
    },
    "export.would": {
        "ja": (
            "{path} に書き出すと: 書く {written}、同じ {unchanged}、そのまま {kept}",
            "",
        ),
        "en": (
            "Exporting to {path} would write {written}, {unchanged} unchanged, {kept} left alone",
            "",
        ),
    },
    "export.kept": {
        "ja": (
            "あなたが書きかえたので、そのままにしたファイル: {paths}",
            "新しく書き出すには、名前を変えてください。",
        ),
        "en": (
            "Left alone, because you have edited them: {paths}",
            "Rename them to export afresh.",
        ),
    },
    "show.pdf": {
        "ja": ("PDF に書き出しました: {path}（{pages} ページ）", ""),
        "en": ("Wrote the PDF: {path} ({pages} pages)", ""),
    },
    "export.none": {
        "ja": ("書き出す注釈がありません。", ""),
        "en": ("There are no annotations to export.", ""),
    },
    "no-date": {"ja": ("日付なし", ""), "en": ("no date", "")},
}
