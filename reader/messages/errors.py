"""The world failed: what happened and what to do next."""

ERRORS: dict[str, dict[str, tuple[str, str]]] = {
    "folder-missing": {
        "ja": ("フォルダーが見つかりません: {path}", "場所を確かめて、もう一度ひらいてください。"),
        "en": ("The folder cannot be found: {path}", "Check where it is and open it again."),
    },
    "folder-unreadable": {
        "ja": ("フォルダーを読めません: {path}（{reason}）", "読み取りの権限を確かめてください。"),
        "en": ("The folder cannot be read: {path} ({reason})", "Check that you may read it."),
    },
    "folder-unknown": {
        "ja": (
            "どのフォルダーを読むのか分かりません。",
            "--folder で指定するか、一度 keisen index フォルダー で読ませてください。",
        ),
        "en": (
            "Which folder is meant is not known.",
            "Name the folder of posts with --folder, or read it once with keisen index FOLDER.",
        ),
    },
    "post-missing": {
        "ja": ("記事が見つかりません: {post}", "keisen search で名前を確かめてください。"),
        "en": ("No such post: {post}", "Find its name with keisen search."),
    },
    "post-ambiguous": {
        "ja": ("「{post}」に当たる記事が {count} 件あります", "id で指定してください: {posts}"),
        "en": ("{count} posts answer to {post}", "Name one by its id: {posts}"),
    },
    "dossier-missing": {
        "ja": ("調査ファイルが見つかりません: {name}", "いまあるもの: {names}"),
        "en": ("No such dossier, or several: {name}", "There are: {names}"),
    },
    "post-unreadable": {
        "ja": ("記事を読めません: {path}（{reason}）", "ファイルの権限を確かめてください。"),
        "en": ("The post cannot be read: {path} ({reason})", "Check the permissions of the file."),
    },
    "post-kept": {
        "ja": (
            "ファイルを読めなくなりました: {path}（{reason}）",
            "前に読んだ内容を表示しています。",
        ),
        "en": (
            "The file cannot be read any more: {path} ({reason})",
            "What was read before is shown.",
        ),
    },
    "past-gone": {
        "ja": ("前の本文をもう取りだせません: {post}", "ほかの版とくらべてください。"),
        "en": ("That former text of {post} is gone", "Compare with another one."),
    },
    "quote-missing": {
        "ja": (
            "引用がこの記事の本文にありません: {quote}",
            "keisen show で本文を確かめてください。",
        ),
        "en": (
            "The quote is not in the text of this post: {quote}",
            "See the text with keisen show.",
        ),
    },
    "copy-missing": {
        "ja": (
            "この引用は本文に {copies} か所です（{copy} 番目はありません）",
            "--nth を小さくしてください。",
        ),
        "en": ("The text has this quote {copies} times, not {copy}", "Use a smaller --nth."),
    },
    "color-unknown": {
        "ja": ("知らない色です: {color}", "使える色: {colors}"),
        "en": ("Unknown colour: {color}", "Colours: {colors}"),
    },
    "style-unknown": {
        "ja": ("知らない線の引き方です: {style}", "使えるもの: {styles}"),
        "en": ("Unknown style: {style}", "Styles: {styles}"),
    },
    "disk-full": {
        "ja": (
            "ディスクに空きがなく、書けませんでした: {path}",
            "空きを作ってから、もう一度お試しください。書けたところまでは残っています。",
        ),
        "en": (
            "No space left to write {path}",
            "Make room and try again; what was written is kept.",
        ),
    },
    "write-failed": {
        "ja": (
            "書けませんでした: {path}（{reason}）",
            "権限と空きを確かめて、もう一度お試しください。",
        ),
        "en": ("Could not write {path} ({reason})", "Check permissions and space, then try again."),
    },
    "notes-newer": {
        "ja": (
            "ノートは新しい版の Keisen で作られています: {path}",
            "Keisen を新しくしてください。ノートは書きかえていません。",
        ),
        "en": (
            "The notes were made by a newer Keisen: {path}",
            "Update Keisen; the notes are untouched.",
        ),
    },
    "notes-read-only": {
        "ja": (
            "ノートは新しい版の Keisen で作られているので、読めますが、書きたせません: {path}",
            "注釈を付けるには、Keisen を新しくしてください。",
        ),
        "en": (
            "The notes were made by a newer Keisen: they can be read, but not added to: {path}",
            "Update Keisen to annotate.",
        ),
    },
    "notes-damaged": {
        "ja": (
            "ノートのデータベースが壊れています: {path}",
            "このファイルは残してあります。控えは {backups} にあります。",
        ),
        "en": (
            "The notes database is damaged: {path}",
            "The file is kept; backups are in {backups}.",
        ),
    },
    "data-in-cloud": {
        "ja": (
            "ノートの置き場所が {service} の中にあります: {path}",
            "同期の途中で壊れることがあります。KEISEN_DATA_DIR か --data-dir で、この計算機だけの場所にしてください。",
        ),
        "en": (
            "The notes are kept inside {service}: {path}",
            "Syncing can damage them. Use KEISEN_DATA_DIR or --data-dir for a place on this computer alone.",
        ),
    },
    "backup-missing": {
        "ja": (
            "控えが見つかりません: {backup}",
            "keisen restore で控えの一覧を見てください（{folder}）。",
        ),
        "en": ("No such backup: {backup}", "See the list with keisen restore ({folder})."),
    },
    "backup-damaged": {
        "ja": ("この控えは読めません: {path}", "ノートはそのままです。別の控えを選んでください。"),
        "en": (
            "This backup cannot be read: {path}",
            "The notes are untouched. Choose another backup.",
        ),
    },
    "notes-busy": {
        "ja": (
            "ノートを別の Keisen が使っています: {path}",
            "もう一方を閉じてから、もう一度お試しください。",
        ),
        "en": ("Another Keisen is using the notes: {path}", "Close it and try again."),
    },
    "index-busy": {
        "ja": (
            "索引を別の Keisen が書いています: {path}",
            "終わるのを待って、もう一度お試しください。",
        ),
        "en": (
            "Another Keisen is writing the index: {path}",
            "Wait until it is done and try again.",
        ),
    },
    "refresh-busy": {
        "ja": (
            "このフォルダーは別の Keisen が読みこんでいて、終わりません: {path}",
            "もう一方を閉じてから、もう一度お試しください。",
        ),
        "en": (
            "Another Keisen is reading this folder and does not come to an end: {path}",
            "Close it and try again.",
        ),
    },
    "worker-crashed": {
        "ja": (
            "読みこみの処理が途中で止まりました（{code}）",
            "読めたところまでは残っています。もう一度読みこむと、続きから始めます。",
        ),
        "en": (
            "Reading the folder stopped half-way ({code})",
            "What was read is kept; reading again goes on from there.",
        ),
    },
    "whoosh-wrong": {
        "ja": (
            "検索の部品が違います（{found}）",
            "whoosh-reloaded {wanted} を入れ直してください。",
        ),
        "en": (
            "The wrong search library is installed ({found})",
            "Install whoosh-reloaded {wanted}.",
        ),
    },
    "qt-wrong": {
        "ja": (
            "PySide6 {found} は、この Python では動作中に落ちることがあります",
            "PySide6 6.11 を入れ直してください（6.12 は使えません）。",
        ),
        "en": (
            "PySide6 {found} can end the program while it runs on this Python",
            "Install PySide6 6.11 (6.12 cannot be used).",
        ),
    },
    "qt-missing": {
        "ja": ("窓をひらく部品（PySide6）がありません", "pip install PySide6 で入れてください。"),
        "en": ("PySide6, which opens the window, is not installed", "pip install PySide6"),
    },
    "no-display": {
        "ja": (
            "画面がないので、窓をひらけません（DISPLAY も WAYLAND_DISPLAY もありません）",
            "デスクトップから起動してください。keisen search などは画面がなくても使えます。",
        ),
        "en": (
            "There is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set)",
            "Start it from a desktop. keisen index and keisen search work without a screen.",
        ),
    },
    "export-target": {
        "ja": ("書き出し先に書けません: {path}（{reason}）", "別のフォルダーを選んでください。"),
        "en": ("Cannot export to {path} ({reason})", "Choose another folder."),
    },
    "export-inside": {
        "ja": (
            "書き出し先が記事のフォルダーの中にあります: {path}",
            "Keisen は記事のフォルダーに書きません。別のフォルダーを選んでください。",
        ),
        "en": (
            "The target is inside the folder of posts: {path}",
            "Keisen never writes there. Choose another folder.",
        ),
    },
    "export-over": {
        "ja": (
            "この名前のファイルがすでにあり、PDF ではありません: {path}",
            "中身を失わないように、別の名前を選んでください。",
        ),
        "en": (
            "There is a file of this name already, and it is no PDF: {path}",
            "Choose another name, so that nothing is lost.",
        ),
    },
    "print-failed": {
        "ja": (
            "印刷や PDF の形にできませんでした: {post}",
            "記事とノートはそのままです。もう一度お試しください。",
        ),
        "en": (
            "Could not be printed or made into a PDF: {post}",
            "Your posts and notes are untouched. Try again.",
        ),
    },
    "our-fault-log": {
        "ja": (
            "Keisen の不具合です（{error}）。",
            "記事とノートはそのままです。くわしいこと: {log}",
        ),
        "en": (
            "This is a fault of Keisen ({error}).",
            "Your posts and notes are untouched. Details: {log}",
        ),
    },
}
