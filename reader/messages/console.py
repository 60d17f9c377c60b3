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
