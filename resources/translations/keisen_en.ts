<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja">
<context>
    <name>AliasDialog</name>
    <message>
        <source>言いかえの表</source>
        <translation>Table of aliases</translation>
    </message>
    <message>
        <source>自分の表</source>
        <translation>Your own</translation>
    </message>
    <message>
        <source>付いてくる表</source>
        <translation>Shipped</translation>
    </message>
    <message>
        <source>一行に一組、同じものを指す書き方を並べます。検索の言葉がどれかとまったく同じとき、ほかの書き方もさがします。付いてくる表と同じ名の行は、こちらが使われます。</source>
        <translation>One group a line: written forms that mean the same. When a word of a search is exactly one of them, the others are searched too. A line with the same name as a shipped one counts instead of it.</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>AppearancePanel</name>
    <message>
        <source>文字と色</source>
        <translation>Text and colours</translation>
    </message>
    <message>
        <source>文字の大きさ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>行の高さ</source>
        <translation>Line height</translation>
    </message>
    <message>
        <source>一行の長さ</source>
        <translation>Line length</translation>
    </message>
    <message>
        <source>両端をそろえる</source>
        <translation>Justify</translation>
    </message>
    <message>
        <source>縦書き</source>
        <translation>Vertical</translation>
    </message>
    <message>
        <source>文字をもとにもどす</source>
        <translation>Reset text</translation>
    </message>
    <message>
        <source>{0} 字</source>
        <translation>{0} em</translation>
    </message>
    <message>
        <source>色はシステムに合わせる</source>
        <translation>Colours follow the system</translation>
    </message>
    <message>
        <source>システム</source>
        <translation>System</translation>
    </message>
    <message>
        <source>明るい紙</source>
        <translation>Light paper</translation>
    </message>
    <message>
        <source>明るい</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>セピア</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>暗い紙</source>
        <translation>Dark paper</translation>
    </message>
    <message>
        <source>暗い</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>黒</source>
        <translation>Black</translation>
    </message>
    <message>
        <source>明朝</source>
        <translation>Serif</translation>
    </message>
    <message>
        <source>ゴシック</source>
        <translation>Sans</translation>
    </message>
    <message>
        <source>その他の書体</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>書体</source>
        <translation>Typeface</translation>
    </message>
</context>
<context>
    <name>Arrows</name>
    <message>
        <source>前へ</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>次へ</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>とじる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ChangedList</name>
    <message>
        <source>本文が変わった注釈</source>
        <translation>Annotations whose text changed</translation>
    </message>
</context>
<context>
    <name>ChangedModel</name>
    <message>
        <source>本文から無くなりました</source>
        <translation>Gone from the text</translation>
    </message>
    <message>
        <source>書きかえられた文に付けました・確認</source>
        <translation>On a rewritten sentence · check</translation>
    </message>
</context>
<context>
    <name>ChangedNotes</name>
    <message>
        <source>本文が変わった注釈</source>
        <translation>Annotations whose text changed</translation>
    </message>
    <message>
        <source>ここで合っている ⏎</source>
        <translation>This is right ⏎</translation>
    </message>
    <message>
        <source>ほかの場所を選ぶ</source>
        <translation>Choose another place</translation>
    </message>
    <message>
        <source>引用として残す</source>
        <translation>Keep as a quote</translation>
    </message>
    <message>
        <source>消す</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>確かめてほしいもの {0} 件</source>
        <translation>{0} to check</translation>
    </message>
    <message>
        <source>本文から無くなったもの {0} 件</source>
        <translation>{0} gone from the text</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>確かめる注釈はありません</source>
        <translation>No annotations to check</translation>
    </message>
    <message>
        <source>本文が書きかえられて場所がはっきりしない注釈が、ここに集まります。</source>
        <translation>Annotations whose place is unclear after an edit of the text are gathered here.</translation>
    </message>
    <message>
        <source>記事の一覧にもどる</source>
        <translation>Back to the posts</translation>
    </message>
    <message>
        <source>付けたときの本文（{0} の版）</source>
        <translation>The text as it was marked (version of {0})</translation>
    </message>
    <message>
        <source>{0} % 同じ</source>
        <translation>{0}% the same</translation>
    </message>
    <message>
        <source>いまの本文で近い場所 {0}</source>
        <translation>Similar place in the present text {0}</translation>
    </message>
    <message>
        <source>近い場所 {0}</source>
        <translation>Similar place {0}</translation>
    </message>
    <message>
        <source>この記事はいまのフォルダーにありません。引用として残せます。</source>
        <translation>This post is not in the folder now. You can keep the annotation as a quote.</translation>
    </message>
    <message>
        <source>いまの本文に、近い場所はありません。ほかの場所を選ぶか、引用として残せます。</source>
        <translation>Nothing in the present text is similar. Choose another place, or keep it as a quote.</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>読んだあとで本文が変わりました</source>
        <translation>The text has changed since you read it</translation>
    </message>
    <message>
        <source>変わったところを見る</source>
        <translation>See what changed</translation>
    </message>
    <message>
        <source>くらべられませんでした</source>
        <translation>The texts could not be compared</translation>
    </message>
    <message>
        <source>くわしいことは記録にあります。</source>
        <translation>Details are in the log.</translation>
    </message>
    <message>
        <source>いまの本文を読んだことにしました</source>
        <translation>The present text counts as read</translation>
    </message>
    <message>
        <source>読んだことにする</source>
        <translation>Count as read</translation>
    </message>
</context>
<context>
    <name>ChangesText</name>
    <message>
        <source>変わったところ</source>
        <translation>What changed</translation>
    </message>
    <message>
        <source>つづき {0} 文</source>
        <translation>{0} more sentences</translation>
    </message>
    <message>
        <source>変わらない {0} 文</source>
        <translation>{0} unchanged sentences</translation>
    </message>
    <message>
        <source>↑上から移動</source>
        <translation>↑ moved from above</translation>
    </message>
    <message>
        <source>↓下から移動</source>
        <translation>↓ moved from below</translation>
    </message>
    <message>
        <source>↑上へ移動</source>
        <translation>↑ moved up</translation>
    </message>
    <message>
        <source>↓下へ移動</source>
        <translation>↓ moved down</translation>
    </message>
</context>
<context>
    <name>ChangesView</name>
    <message>
        <source>くらべる前の本文</source>
        <translation>Earlier text to compare with</translation>
    </message>
    <message>
        <source>前の変わったところ（N）</source>
        <translation>Previous change (N)</translation>
    </message>
    <message>
        <source>次の変わったところ（n）</source>
        <translation>Next change (n)</translation>
    </message>
    <message>
        <source>読んだことにする</source>
        <translation>Count as read</translation>
    </message>
    <message>
        <source>いまの本文を、読んだ本文としてとっておきます</source>
        <translation>Keeps the present text as the one you have read</translation>
    </message>
    <message>
        <source>記事にもどる</source>
        <translation>Back to the posts</translation>
    </message>
    <message>
        <source>変わったところ</source>
        <translation>What changed</translation>
    </message>
    <message>
        <source>くらべる前の本文がありません</source>
        <translation>There is no earlier text to compare with</translation>
    </message>
    <message>
        <source>記事を読むと、そのときの本文をとっておきます。次に変わったとき、ここで見られます。</source>
        <translation>When you read a post its text is kept. The next time it changes you see here what is different.</translation>
    </message>
    <message>
        <source>変わったところはありません</source>
        <translation>Nothing has changed</translation>
    </message>
    <message>
        <source>選んだ本文は、いまの本文と同じです。</source>
        <translation>The text you chose is the same as the present one.</translation>
    </message>
    <message>
        <source>読んだときの本文</source>
        <translation>As you read it</translation>
    </message>
    <message>
        <source>注釈を付けたときの本文</source>
        <translation>As you marked it</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>くらべています…</source>
        <translation>Comparing…</translation>
    </message>
    <message>
        <source>追加 {0} 文</source>
        <translation>{0} added</translation>
    </message>
    <message>
        <source>削除 {0} 文</source>
        <translation>{0} removed</translation>
    </message>
    <message>
        <source>言いかえ {0} 文</source>
        <translation>{0} reworded</translation>
    </message>
    <message>
        <source>↕移動 {0} 文</source>
        <translation>↕ {0} moved</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>言いかえ</source>
        <translation>Aliases</translation>
    </message>
    <message>
        <source>表記ゆれ</source>
        <translation>Spelling</translation>
    </message>
    <message>
        <source>{0}
押すと書いたとおりにさがします</source>
        <translation>{0}
Press to search the word as it is written</translation>
    </message>
    <message>
        <source>{0}
押すとほかの書き方もさがします</source>
        <translation>{0}
Press to search the other forms too</translation>
    </message>
    <message>
        <source>ほか {0} 件</source>
        <translation>{0} more</translation>
    </message>
</context>
<context>
    <name>ChoiceList</name>
    <message>
        <source>候補</source>
        <translation>Suggestions</translation>
    </message>
</context>
<context>
    <name>ChoosingPlace</name>
    <message>
        <source>「{0}」を付ける場所を、本文でえらんでください。</source>
        <translation>Select in the text where “{0}” belongs.</translation>
    </message>
    <message>
        <source>この選択に付ける</source>
        <translation>Attach to this selection</translation>
    </message>
</context>
<context>
    <name>ColorNames</name>
    <message>
        <source>色の名前</source>
        <translation>Names of Colours</translation>
    </message>
    <message>
        <source>色に、使い方の名前を付けられます。検索や書き出しの色の名は変わりません。</source>
        <translation>Give the colours names that say what you use them for. Search and export go on using the colours themselves.</translation>
    </message>
    <message>
        <source>{0}の名前</source>
        <translation>Name of {0}</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Colors</name>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>緑</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>青</source>
        <translation>Blue</translation>
    </message>
    <message>
        <source>赤</source>
        <translation>Pink</translation>
    </message>
    <message>
        <source>紫</source>
        <translation>Violet</translation>
    </message>
</context>
<context>
    <name>DossierDelegate</name>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>本文に見つかりません</source>
        <translation>not found in the text</translation>
    </message>
    <message>
        <source>記事全体のメモ</source>
        <translation>Note on the whole post</translation>
    </message>
</context>
<context>
    <name>DossierList</name>
    <message>
        <source>調査ファイルの注釈</source>
        <translation>Annotations of the dossier</translation>
    </message>
    <message>
        <source>記事でひらく</source>
        <translation>Open in the post</translation>
    </message>
    <message>
        <source>上へ</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下へ</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>調査ファイルから外す</source>
        <translation>Take out of the dossier</translation>
    </message>
</context>
<context>
    <name>DossierView</name>
    <message>
        <source>調査ファイルの名前</source>
        <translation>Dossier name</translation>
    </message>
    <message>
        <source>時間の順にならべる</source>
        <translation>Sort by time</translation>
    </message>
    <message>
        <source>書き出す…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>この調査ファイルを消す</source>
        <translation>Delete this dossier</translation>
    </message>
    <message>
        <source>条件: {0}</source>
        <translation>Query: {0}</translation>
    </message>
    <message>
        <source>まだ何も入っていません</source>
        <translation>Nothing in it yet</translation>
    </message>
    <message>
        <source>記事のマークをひらいて「調査ファイルに加える…」をえらぶと、ここに時間の順に並びます。</source>
        <translation>Open a mark in a post and choose “Add to a dossier…”: it will stand here, in time order.</translation>
    </message>
    <message>
        <source>注釈のある記事へ</source>
        <translation>To the posts with annotations</translation>
    </message>
    <message>
        <source>条件に合う注釈がありません</source>
        <translation>No annotation meets the query</translation>
    </message>
    <message>
        <source>これから付ける注釈も、条件に合えばここに並びます。</source>
        <translation>Annotations that you make later will stand here too if they meet it.</translation>
    </message>
    <message>
        <source>条件を変える…</source>
        <translation>Change the query…</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0} 記事</source>
        <translation>{0} posts</translation>
    </message>
    <message>
        <source>あなたが書きかえた {0} はそのままにしました。</source>
        <translation>{0} was left as it is because you have edited it. </translation>
    </message>
    <message>
        <source>新しく書き出すには、その名前を変えるか、別のフォルダーをえらんでください。</source>
        <translation>To export anew, rename it or choose another folder.</translation>
    </message>
    <message>
        <source>{0} は変わりありません。</source>
        <translation>{0} has not changed.</translation>
    </message>
    <message>
        <source>{0} を書き出しました。</source>
        <translation>{0} was written.</translation>
    </message>
    <message>
        <source>フォルダーをひらく</source>
        <translation>Open the folder</translation>
    </message>
</context>
<context>
    <name>Dossiers</name>
    <message>
        <source>先にマークをえらんでください</source>
        <translation>Select a mark first</translation>
    </message>
    <message>
        <source>新しい調査ファイル…</source>
        <translation>New dossier…</translation>
    </message>
    <message>
        <source>調査ファイルの追加</source>
        <translation>New dossier</translation>
    </message>
    <message>
        <source>調査ファイルに加える</source>
        <translation>Add to dossier</translation>
    </message>
    <message>
        <source>「{0}」に加えました</source>
        <translation>Added to “{0}”</translation>
    </message>
    <message>
        <source>調査ファイルから外す</source>
        <translation>Take out of the dossier</translation>
    </message>
    <message>
        <source>外しました。注釈は記事に残っています</source>
        <translation>Taken out. The annotations stay in their posts</translation>
    </message>
    <message>
        <source>調査ファイルの並べかえ</source>
        <translation>Reorder dossier</translation>
    </message>
    <message>
        <source>調査ファイルの名前</source>
        <translation>Dossier name</translation>
    </message>
    <message>
        <source>調査ファイルの条件</source>
        <translation>Dossier query</translation>
    </message>
    <message>
        <source>言葉、tag:タグ、color:色</source>
        <translation>Words, tag:NAME, color:NAME</translation>
    </message>
    <message>
        <source>調査ファイルの削除</source>
        <translation>Delete dossier</translation>
    </message>
    <message>
        <source>調査ファイルを消しました。注釈は記事に残っています</source>
        <translation>Dossier deleted. Its annotations stay in their posts</translation>
    </message>
    <message>
        <source>書き出すフォルダーをえらぶ</source>
        <translation>Choose the folder to export to</translation>
    </message>
    <message>
        <source>新しい調査ファイル</source>
        <translation>New dossier</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>書き出すフォルダーをえらぶ</source>
        <translation>Choose the folder to export to</translation>
    </message>
    <message>
        <source>書き出す注釈がありません。</source>
        <translation>There are no annotations to export.</translation>
    </message>
    <message>
        <source>{0} ファイルを書き出しました（変わりなし {1}）。</source>
        <translation>Exported {0} files ({1} unchanged).</translation>
    </message>
    <message>
        <source> あなたが書きかえた {0} ファイルはそのままにしました。</source>
        <translation> {0} files that you edited were left as they are.</translation>
    </message>
    <message>
        <source>フォルダーをひらく</source>
        <translation>Open the folder</translation>
    </message>
</context>
<context>
    <name>External</name>
    <message>
        <source>ブラウザーで外のページをひらきますか。</source>
        <translation>Open this page in your browser?</translation>
    </message>
    <message>
        <source>次からは聞かない</source>
        <translation>Do not ask again</translation>
    </message>
    <message>
        <source>ひらく</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>FacetStrip</name>
    <message>
        <source>分類</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>タグ</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>この記事の中をさがす</source>
        <translation>Find in this post</translation>
    </message>
    <message>
        <source>とじる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>とじる（Esc）</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>見つかりません</source>
        <translation>Not found</translation>
    </message>
</context>
<context>
    <name>HitCard</name>
    <message>
        <source>{0} で次の記事へ</source>
        <translation>{0}: next post</translation>
    </message>
    <message>
        <source>{0} で次へ</source>
        <translation>{0}: next</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>キーを押してください</source>
        <translation>Press a key</translation>
    </message>
    <message>
        <source>新しいキー</source>
        <translation>New key</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>キーの一覧</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>することやキーでさがす</source>
        <translation>Find by name or key</translation>
    </message>
    <message>
        <source>キーなしにする</source>
        <translation>No key</translation>
    </message>
    <message>
        <source>もとのキーにもどす</source>
        <translation>Reset this key</translation>
    </message>
    <message>
        <source>すべてもとのキーにもどす</source>
        <translation>Reset all keys</translation>
    </message>
    <message>
        <source>とじる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>すること</source>
        <translation>What it does</translation>
    </message>
    <message>
        <source>キー</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>もとのキー</source>
        <translation>Original key</translation>
    </message>
    <message>
        <source>記事のページ（変えられません）</source>
        <translation>Article page (cannot be changed)</translation>
    </message>
    <message>
        <source>このキーは変えられません。</source>
        <translation>This key cannot be changed.</translation>
    </message>
    <message>
        <source>行をえらぶと、そのキーを変えられます。</source>
        <translation>Choose a line to change its key.</translation>
    </message>
    <message>
        <source>「{0}」のキー（新しいキーを押してください）</source>
        <translation>Key of “{0}” (press a new one)</translation>
    </message>
    <message>
        <source>{0}: このキーは「{1}」が使っています。</source>
        <translation>{0}: this key is used by “{1}”.</translation>
    </message>
    <message>
        <source>こちらで使う</source>
        <translation>Use it here</translation>
    </message>
    <message>
        <source>すべてもとのキーにしました。</source>
        <translation>All keys are the original ones again.</translation>
    </message>
    <message>
        <source>取り消す</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>{0} は記事のページが使います（{1}）。ほかのキーをえらんでください。</source>
        <translation>The article page uses {0} ({1}). Choose another key.</translation>
    </message>
    <message>
        <source>{0} は文字を書いたりコピーしたりするのに使います。</source>
        <translation>{0} is needed for writing and copying.</translation>
    </message>
    <message>
        <source>{0} は文字に使います。Ctrl や Alt といっしょに押してください。</source>
        <translation>{0} is needed for writing. Press it together with Ctrl or Alt.</translation>
    </message>
    <message>
        <source>このキーは使えません。</source>
        <translation>This key cannot be used.</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>読みこんでいます…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>「{0}」は見つかりません</source>
        <translation>Nothing found for “{0}”</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>検索を保存</source>
        <translation>Save search</translation>
    </message>
    <message>
        <source>さがしています…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>さがせませんでした</source>
        <translation>The search failed</translation>
    </message>
    <message>
        <source>くわしいことは上にあります。</source>
        <translation>Details are above.</translation>
    </message>
    <message>
        <source>すべての記事でさがす</source>
        <translation>Search all posts</translation>
    </message>
    <message>
        <source>いまの範囲にはありません。</source>
        <translation>Nothing in this part of the library.</translation>
    </message>
    <message>
        <source>引用符をはずすと、ほかの書き方もさがします。</source>
        <translation>Without quotation marks the other forms are searched too.</translation>
    </message>
    <message>
        <source>言葉をへらすか、短くしてみてください。</source>
        <translation>Try fewer or shorter words.</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>このフォルダーに記事がありません</source>
        <translation>There are no posts in this folder</translation>
    </message>
    <message>
        <source>Markdown（.md）のファイルを入れると、ここに並びます。</source>
        <translation>Put Markdown files (.md) into it and they appear here.</translation>
    </message>
    <message>
        <source>未読の記事はありません</source>
        <translation>No unread posts</translation>
    </message>
    <message>
        <source>スターの付いた記事はありません</source>
        <translation>No starred posts</translation>
    </message>
    <message>
        <source>右上の星で、あとで読む記事に印を付けられます。</source>
        <translation>Use the star at the top right to keep a post for later.</translation>
    </message>
    <message>
        <source>注釈のある記事はまだありません</source>
        <translation>No annotated posts yet</translation>
    </message>
    <message>
        <source>本文を選ぶと、色とメモを付けられます。</source>
        <translation>Select text in a post to give it a colour and a note.</translation>
    </message>
    <message>
        <source>読んだあとで変わった記事はありません</source>
        <translation>No post has changed since you read it</translation>
    </message>
    <message>
        <source>記事がありません</source>
        <translation>No posts</translation>
    </message>
    <message>
        <source>関連度順</source>
        <translation>By relevance</translation>
    </message>
    <message>
        <source>新しい順</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>並び順</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>絞りこみを隠す・出す</source>
        <translation>Hide or show what narrows</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>記事のフォルダーをえらぶ</source>
        <translation>Choose a folder of posts</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>注釈を付ける</source>
        <translation>annotate</translation>
    </message>
    <message>
        <source>色を変える</source>
        <translation>Change Colour</translation>
    </message>
    <message>
        <source>下線にする、下線をやめる</source>
        <translation>Underline or Not</translation>
    </message>
    <message>
        <source>メモを直す</source>
        <translation>Edit Note</translation>
    </message>
    <message>
        <source>タグを直す</source>
        <translation>Edit Tags</translation>
    </message>
    <message>
        <source>注釈を直す</source>
        <translation>edit annotation</translation>
    </message>
    <message>
        <source>注釈を消す</source>
        <translation>Delete Annotation</translation>
    </message>
    <message>
        <source>引用をコピーしました</source>
        <translation>Quote copied</translation>
    </message>
    <message>
        <source>ここに注釈はありません</source>
        <translation>There is no annotation here</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>フォルダーをひらく…</source>
        <translation>Open folder…</translation>
    </message>
    <message>
        <source>はじめの画面</source>
        <translation>Start page</translation>
    </message>
    <message>
        <source>フォルダーを読みなおす</source>
        <translation>Read folder again</translation>
    </message>
    <message>
        <source>読みこみで気になったこと…</source>
        <translation>Problems in files…</translation>
    </message>
    <message>
        <source>控えから戻す…</source>
        <translation>Restore a Backup…</translation>
    </message>
    <message>
        <source>この記事の注釈を書き出す…</source>
        <translation>Export annotations of this post…</translation>
    </message>
    <message>
        <source>いまの一覧の注釈を書き出す…</source>
        <translation>Export annotations of this list…</translation>
    </message>
    <message>
        <source>すべての注釈を書き出す…</source>
        <translation>Export all annotations…</translation>
    </message>
    <message>
        <source>PDF として書き出す…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>印刷…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>終わる</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>すべての記事をさがす</source>
        <translation>Search all posts</translation>
    </message>
    <message>
        <source>この記事の中をさがす</source>
        <translation>Find in this post</translation>
    </message>
    <message>
        <source>次に見つかった所</source>
        <translation>Next hit</translation>
    </message>
    <message>
        <source>前に見つかった所</source>
        <translation>Previous hit</translation>
    </message>
    <message>
        <source>検索を保存…</source>
        <translation>Save search…</translation>
    </message>
    <message>
        <source>調査ファイルに加える…</source>
        <translation>Add to a dossier…</translation>
    </message>
    <message>
        <source>新しい調査ファイル…</source>
        <translation>New dossier…</translation>
    </message>
    <message>
        <source>言いかえの表…</source>
        <translation>Table of aliases…</translation>
    </message>
    <message>
        <source>スター</source>
        <translation>Starred</translation>
    </message>
    <message>
        <source>記事全体にメモ…</source>
        <translation>Note on the Whole Post…</translation>
    </message>
    <message>
        <source>未読にする</source>
        <translation>Mark as unread</translation>
    </message>
    <message>
        <source>くり返しをたたむ・表示する</source>
        <translation>Fold or show repetition</translation>
    </message>
    <message>
        <source>くり返しはたたんでひらく</source>
        <translation>Open posts with repetition folded</translation>
    </message>
    <message>
        <source>変わったところを見る</source>
        <translation>See what changed</translation>
    </message>
    <message>
        <source>ならべて読む・一つにもどす</source>
        <translation>Read two side by side, or one</translation>
    </message>
    <message>
        <source>ライブラリを隠す・出す</source>
        <translation>Show or hide library</translation>
    </message>
    <message>
        <source>目次を隠す・出す</source>
        <translation>Hide or show the contents</translation>
    </message>
    <message>
        <source>読むことに集中</source>
        <translation>Focus on reading</translation>
    </message>
    <message>
        <source>文字と色…</source>
        <translation>Text and colours…</translation>
    </message>
    <message>
        <source>色の名前…</source>
        <translation>Names of Colours…</translation>
    </message>
    <message>
        <source>文字を大きく</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>文字を小さく</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>文字をもとの大きさに</source>
        <translation>Normal text size</translation>
    </message>
    <message>
        <source>縦書き</source>
        <translation>Vertical</translation>
    </message>
    <message>
        <source>毎日の見なおし</source>
        <translation>Daily review</translation>
    </message>
    <message>
        <source>キーの一覧…</source>
        <translation>Keys…</translation>
    </message>
    <message>
        <source>名前でよびだす…</source>
        <translation>Go to by name…</translation>
    </message>
    <message>
        <source>もどる</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>すすむ</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>次の記事</source>
        <translation>Next post</translation>
    </message>
    <message>
        <source>前の記事</source>
        <translation>Previous post</translation>
    </message>
    <message>
        <source>次の区画</source>
        <translation>Next part of the window</translation>
    </message>
    <message>
        <source>前の区画</source>
        <translation>Previous part of the window</translation>
    </message>
    <message>
        <source>色はシステムに合わせる</source>
        <translation>Colours follow the system</translation>
    </message>
    <message>
        <source>明るい紙</source>
        <translation>Light paper</translation>
    </message>
    <message>
        <source>セピア</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>暗い紙</source>
        <translation>Dark paper</translation>
    </message>
    <message>
        <source>黒</source>
        <translation>Black</translation>
    </message>
    <message>
        <source>元にもどす:</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>やりなおす:</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
    <message>
        <source>編集</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>表示</source>
        <translation>View</translation>
    </message>
    <message>
        <source>移動</source>
        <translation>Go</translation>
    </message>
</context>
<context>
    <name>MonthBars</name>
    <message>
        <source>月ごとの件数</source>
        <translation>Posts by month</translation>
    </message>
    <message>
        <source>{0}: {1} 件</source>
        <translation>{0}: {1} posts</translation>
    </message>
</context>
<context>
    <name>NamesLine</name>
    <message>
        <source>ほか</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>メモ（Markdown）</source>
        <translation>Note (Markdown)</translation>
    </message>
    <message>
        <source>メモ</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>注釈を消す</source>
        <translation>Delete Annotation</translation>
    </message>
    <message>
        <source>引用をコピー</source>
        <translation>Copy quote</translation>
    </message>
    <message>
        <source>調査ファイルに加える…</source>
        <translation>Add to a dossier…</translation>
    </message>
    <message>
        <source>Esc で保存してとじる</source>
        <translation>Esc saves and closes</translation>
    </message>
    <message>
        <source>できた</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>広げる</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>せばめる</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>見る</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>書く</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>記事全体へのメモ</source>
        <translation>Note on the whole post</translation>
    </message>
    <message>
        <source>下線にする</source>
        <translation>Underline</translation>
    </message>
    <message>
        <source>タグ {0}</source>
        <translation>Tag {0}</translation>
    </message>
</context>
<context>
    <name>NotePreview</name>
    <message>
        <source>メモの見た目</source>
        <translation>The note as it will look</translation>
    </message>
</context>
<context>
    <name>NotesArea</name>
    <message>
        <source>ごみ箱の中をさがす</source>
        <translation>Search the trash</translation>
    </message>
    <message>
        <source>注釈の中をさがす　例: 電力 tag:リスク</source>
        <translation>Search annotations, such as power tag:risk</translation>
    </message>
    <message>
        <source>読みこんでいます…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>この条件の注釈はありません</source>
        <translation>No annotation is like that</translation>
    </message>
    <message>
        <source>色やタグの条件を外すか、言葉を変えてみてください。</source>
        <translation>Take away a colour or tag, or try other words.</translation>
    </message>
    <message>
        <source>条件をすべて外す</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>ごみ箱は空です</source>
        <translation>The trash is empty</translation>
    </message>
    <message>
        <source>消した注釈は 30 日のあいだ、ここに残ります。</source>
        <translation>What you delete stays here for 30 days.</translation>
    </message>
    <message>
        <source>まだ注釈がありません</source>
        <translation>No annotations yet</translation>
    </message>
    <message>
        <source>記事の中の言葉を選んで色をつけると、ここに集まります。</source>
        <translation>Select words in a post and give them a colour: they gather here.</translation>
    </message>
    <message>
        <source>記事にもどる</source>
        <translation>Back to the posts</translation>
    </message>
    <message>
        <source>注釈を読めませんでした</source>
        <translation>The annotations could not be read</translation>
    </message>
    <message>
        <source>もう一度</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>この記事のファイルはもうありません。注釈は残っています。</source>
        <translation>The file of this post is gone. Its annotations are kept.</translation>
    </message>
    <message>
        <source>{0} 件の引用をコピーしました</source>
        <translation>{0} quotes copied</translation>
    </message>
    <message>
        <source>{0} 件のタグ</source>
        <translation>Tags of {0}</translation>
    </message>
    <message>
        <source>つけるタグ（空白で区切る。外すタグは -リスク のように書く）</source>
        <translation>Tags to add, with spaces between (write -risk to take one away)</translation>
    </message>
    <message>
        <source>{0} 件の注釈を完全に消しますか？</source>
        <translation>Delete {0} annotations for good?</translation>
    </message>
    <message>
        <source>元に戻すことはできません。</source>
        <translation>This cannot be undone.</translation>
    </message>
    <message>
        <source>完全に消す</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>引用をコピー</source>
        <translation>Copy quote</translation>
    </message>
    <message>
        <source>元に戻す</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>完全に消す…</source>
        <translation>Delete for good…</translation>
    </message>
    <message>
        <source>記事でひらく</source>
        <translation>Open in the post</translation>
    </message>
    <message>
        <source>色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>タグ…</source>
        <translation>Tags…</translation>
    </message>
    <message>
        <source>書き出す…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>調査ファイルに加える…</source>
        <translation>Add to a dossier…</translation>
    </message>
    <message>
        <source>いまの絞りこみを調査ファイルにする…</source>
        <translation>Keep this filter as a dossier…</translation>
    </message>
    <message>
        <source>消す</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>NotesDeeds</name>
    <message>
        <source>{0} 件の色を変える</source>
        <translation>Recolour {0}</translation>
    </message>
    <message>
        <source>{0} 件のタグを変える</source>
        <translation>Change tags of {0}</translation>
    </message>
    <message>
        <source>{0} 件の注釈を消す</source>
        <translation>Delete {0} annotations</translation>
    </message>
    <message>
        <source>{0} 件の注釈を元に戻す</source>
        <translation>Restore {0} annotations</translation>
    </message>
</context>
<context>
    <name>NotesFilters</name>
    <message>
        <source>並べかたとまとめかた</source>
        <translation>Order and grouping</translation>
    </message>
    <message>
        <source>書き出す…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>タグ</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>タグ {0} を外す</source>
        <translation>Without the tag {0}</translation>
    </message>
    <message>
        <source>色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>すべて</source>
        <translation>All</translation>
    </message>
    <message>
        <source>タグでしぼる</source>
        <translation>Only with a tag</translation>
    </message>
    <message>
        <source>ほかのタグはありません</source>
        <translation>No other tags</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>State</translation>
    </message>
    <message>
        <source>位置を直したもの</source>
        <translation>Moved along</translation>
    </message>
    <message>
        <source>本文から無くなったもの</source>
        <translation>No longer in the text</translation>
    </message>
    <message>
        <source>新しい順</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>記事の中の順</source>
        <translation>By place</translation>
    </message>
    <message>
        <source>記事でまとめる</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>タグでまとめる</source>
        <translation>By tag</translation>
    </message>
    <message>
        <source>色でまとめる</source>
        <translation>By colour</translation>
    </message>
    <message>
        <source>月でまとめる</source>
        <translation>By month</translation>
    </message>
</context>
<context>
    <name>NotesList</name>
    <message>
        <source>注釈の一覧</source>
        <translation>List of annotations</translation>
    </message>
</context>
<context>
    <name>NotesPreview</name>
    <message>
        <source>注釈のまわりの本文</source>
        <translation>Text around the annotation</translation>
    </message>
    <message>
        <source>引用をコピー Ctrl+C</source>
        <translation>Copy quote Ctrl+C</translation>
    </message>
    <message>
        <source>元に戻す</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>完全に消す…</source>
        <translation>Delete for good…</translation>
    </message>
    <message>
        <source>記事でひらく ⏎</source>
        <translation>Open in the post ⏎</translation>
    </message>
    <message>
        <source>消す ⌫（元に戻せます）</source>
        <translation>Delete ⌫ (can be undone)</translation>
    </message>
    <message>
        <source>マークしたときの本文です。</source>
        <translation>The text as it was when it was marked.</translation>
    </message>
</context>
<context>
    <name>NotesView</name>
    <message>
        <source>きょう {0}</source>
        <translation>today {0}</translation>
    </message>
    <message>
        <source>きのう {0}</source>
        <translation>yesterday {0}</translation>
    </message>
    <message>
        <source>{0}月{1}日</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>{0}年{1}月{2}日</source>
        <translation>{0}-{1}-{2}</translation>
    </message>
    <message>
        <source>あと {0} 日で消えます</source>
        <translation>goes in {0} days</translation>
    </message>
    <message>
        <source>本文から無くなりました</source>
        <translation>Gone from the text</translation>
    </message>
    <message>
        <source>本文が変わったため位置を直しました</source>
        <translation>moved along, as the text has changed</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>タグなし</source>
        <translation>No tag</translation>
    </message>
    <message>
        <source>{0}年{1}月</source>
        <translation>{0}-{1}</translation>
    </message>
    <message>
        <source>記事全体へのメモ</source>
        <translation>Note on the whole post</translation>
    </message>
</context>
<context>
    <name>OutlineList</name>
    <message>
        <source>目次</source>
        <translation>Contents</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>いま読んでいる所</source>
        <translation>You are reading here</translation>
    </message>
</context>
<context>
    <name>PageKeys</name>
    <message>
        <source>次の文、前の文を選ぶ（そのあとは上下のキーでも）</source>
        <translation>Select the next or previous sentence (then also with the arrow keys)</translation>
    </message>
    <message>
        <source>選ぶ範囲を文ごとに広げる、せばめる</source>
        <translation>Take in more or fewer sentences</translation>
    </message>
    <message>
        <source>選んだ所か今の文に色を付ける、色を変える</source>
        <translation>Mark the selection or the present sentence in a colour, or change its colour</translation>
    </message>
    <message>
        <source>選んだ所に下線を引く、下線をやめる</source>
        <translation>Underline the selection, or not any more</translation>
    </message>
    <message>
        <source>選んだ所の注釈を消す</source>
        <translation>Delete the annotation of the selection</translation>
    </message>
    <message>
        <source>選んだ所にタグを付ける</source>
        <translation>Tag what is selected</translation>
    </message>
    <message>
        <source>次に見つかった所。選んだときはメモを付ける</source>
        <translation>Next place found; with a selection, write a note</translation>
    </message>
    <message>
        <source>前に見つかった所</source>
        <translation>Previous hit</translation>
    </message>
    <message>
        <source>本文を少しずつ、一覧では次や前の行</source>
        <translation>Scroll a little; in lists the next or previous line</translation>
    </message>
    <message>
        <source>本文を一画面すすめる</source>
        <translation>One screen on</translation>
    </message>
    <message>
        <source>本文を一画面もどす</source>
        <translation>One screen back</translation>
    </message>
    <message>
        <source>本文のはじめ、終わり</source>
        <translation>Start and end of the article</translation>
    </message>
    <message>
        <source>注釈のボタンの間を動く</source>
        <translation>Move between the buttons for annotations</translation>
    </message>
    <message>
        <source>次のリンク、メモ、選んだあとは注釈のボタンへ</source>
        <translation>Next link or note; after selecting, the buttons for annotations</translation>
    </message>
    <message>
        <source>前のものへもどる</source>
        <translation>Back to the one before</translation>
    </message>
    <message>
        <source>リンクやたたんだ所をひらく、メモを直す、選んだ文に注釈のボタンを出す</source>
        <translation>Open a link or a fold, edit a note, show the buttons for the selected sentences</translation>
    </message>
    <message>
        <source>注釈のボタンやメモをとじる、一覧からは本文へ</source>
        <translation>Put away buttons or a note; from a list to the article</translation>
    </message>
    <message>
        <source>キーの一覧</source>
        <translation>Keys</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>記事、命令、検索</source>
        <translation>Posts, commands, searches</translation>
    </message>
    <message>
        <source>保存した検索</source>
        <translation>Saved searches</translation>
    </message>
    <message>
        <source>履歴</source>
        <translation>History</translation>
    </message>
    <message>
        <source>記事</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>検索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>「{0}」をさがす</source>
        <translation>Search for “{0}”</translation>
    </message>
</context>
<context>
    <name>PaperCommands</name>
    <message>
        <source>PDF として書き出す</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>PDF に書き出しました: {0}（{1} ページ）</source>
        <translation>Saved the PDF: {0} ({1} pages)</translation>
    </message>
    <message>
        <source>PDF をひらく</source>
        <translation>Open PDF</translation>
    </message>
    <message>
        <source>使えるプリンターがありません。PDF にすれば、あとで印刷できます。</source>
        <translation>There is no printer. Save a PDF to print later.</translation>
    </message>
    <message>
        <source>PDF として書き出す…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>プリンターに送りました: {0}</source>
        <translation>Sent to the printer: {0}</translation>
    </message>
    <message>
        <source>まだ前の記事を紙の形にしています</source>
        <translation>The post before is still being printed</translation>
    </message>
    <message>
        <source>紙の形にしています…</source>
        <translation>Laying out the pages…</translation>
    </message>
</context>
<context>
    <name>PlacingNotes</name>
    <message>
        <source>注釈の場所を決める</source>
        <translation>Choose the Place of an Annotation</translation>
    </message>
    <message>
        <source>注釈を引用として残す</source>
        <translation>Keep an Annotation as a Quote</translation>
    </message>
    <message>
        <source>注釈を消す</source>
        <translation>Delete Annotation</translation>
    </message>
</context>
<context>
    <name>PostDelegate</name>
    <message>
        <source>{0} 分</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>本文 {0} か所</source>
        <translation>{0} in the text</translation>
    </message>
    <message>
        <source>（たたんだ所に {0}）</source>
        <translation> ({0} folded)</translation>
    </message>
    <message>
        <source>注釈 {0} か所</source>
        <translation>{0} in notes</translation>
    </message>
    <message>
        <source>注釈 {0}</source>
        <translation>{0} notes</translation>
    </message>
    <message>
        <source>変更あり</source>
        <translation>Changed</translation>
    </message>
</context>
<context>
    <name>PostListModel</name>
    <message>
        <source>未読</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>変更あり</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>注釈 {0}</source>
        <translation>{0} notes</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>PostListView</name>
    <message>
        <source>記事の一覧</source>
        <translation>List of posts</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>読みこみで気になったこと</source>
        <translation>Problems in files</translation>
    </message>
    <message>
        <source>{0} 件。記事は一つも捨てていません。ファイルも書きかえていません。</source>
        <translation>{0} problems. No post was dropped and no file was changed.</translation>
    </message>
    <message>
        <source>とじる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>こうなっていたので、こうしました</source>
        <translation>What was found, and what Keisen did</translation>
    </message>
</context>
<context>
    <name>QueryHelp</name>
    <message>
        <source>検索のことば</source>
        <translation>How to write a search</translation>
    </message>
    <message>
        <source>推論 コスト</source>
        <translation>inference cost</translation>
    </message>
    <message>
        <source>どちらの言葉もある記事</source>
        <translation>posts with both words</translation>
    </message>
    <message>
        <source>推論 OR 学習</source>
        <translation>inference OR training</translation>
    </message>
    <message>
        <source>どちらかがある記事</source>
        <translation>posts with one of them</translation>
    </message>
    <message>
        <source>-広告</source>
        <translation>-ads</translation>
    </message>
    <message>
        <source>その言葉がない記事</source>
        <translation>posts without the word</translation>
    </message>
    <message>
        <source>"推論 コスト"</source>
        <translation>"inference cost"</translation>
    </message>
    <message>
        <source>空白もふくめて、書いたとおり</source>
        <translation>as it is written, spaces too</translation>
    </message>
    <message>
        <source>(推論 OR 学習) 電力</source>
        <translation>(inference OR training) power</translation>
    </message>
    <message>
        <source>かっこでまとめる</source>
        <translation>parentheses group</translation>
    </message>
    <message>
        <source>題:投資</source>
        <translation>title:investment</translation>
    </message>
    <message>
        <source>題名にある（本文: メモ: も）</source>
        <translation>in the title (also text: note:)</translation>
    </message>
    <message>
        <source>タグ:半導体</source>
        <translation>tag:chips</translation>
    </message>
    <message>
        <source>そのタグの記事（分類: 著者: も）</source>
        <translation>posts with the tag (also category: author:)</translation>
    </message>
    <message>
        <source>その年、月、日。2025-11..2026-01 で期間</source>
        <translation>a year, month or day; 2025-11..2026-01 is a range</translation>
    </message>
    <message>
        <source>その始めから（before: はその前まで）</source>
        <translation>from its first day (before: up to the day before)</translation>
    </message>
    <message>
        <source>is:未読</source>
        <translation>is:unread</translation>
    </message>
    <message>
        <source>既読、スター、注釈、変更、問題 も</source>
        <translation>also read, starred, annotated, changed, problem</translation>
    </message>
    <message>
        <source>色:青</source>
        <translation>color:blue</translation>
    </message>
    <message>
        <source>その色の注釈がある記事</source>
        <translation>posts with an annotation of the colour</translation>
    </message>
</context>
<context>
    <name>ReadingProgress</name>
    <message>
        <source>読んだ割合</source>
        <translation>Share that was read</translation>
    </message>
    <message>
        <source>のこり {0} 分 / {1} 分</source>
        <translation>{0} of {1} min left</translation>
    </message>
    <message>
        <source>読み終わり（{1} 分）</source>
        <translation>Read to the end ({1} min)</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>読む記事を一覧からえらんでください</source>
        <translation>Choose a post from the list</translation>
    </message>
    <message>
        <source>メモ</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>タグ</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>引用をコピー</source>
        <translation>Copy quote</translation>
    </message>
    <message>
        <source>注釈</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>余白のメモ</source>
        <translation>Margin notes</translation>
    </message>
    <message>
        <source>記事全体へのメモ</source>
        <translation>Note on the whole post</translation>
    </message>
    <message>
        <source>本文にもどる</source>
        <translation>Back to the text</translation>
    </message>
    <message>
        <source>脚注</source>
        <translation>Footnote</translation>
    </message>
    <message>
        <source>前の文とのちがい</source>
        <translation>What differs from the earlier sentence</translation>
    </message>
    <message>
        <source>前の文へ</source>
        <translation>Go to the earlier one</translation>
    </message>
    <message>
        <source>脚注へ</source>
        <translation>Go to the footnote</translation>
    </message>
    <message>
        <source>横に長い表</source>
        <translation>Wide table</translation>
    </message>
    <message>
        <source>横に長いコード</source>
        <translation>Wide code</translation>
    </message>
    <message>
        <source>大きいため、組まずに表示しています</source>
        <translation>Shown as plain text: the post is very large</translation>
    </message>
    <message>
        <source>入れ子が深いため、組まずに表示しています</source>
        <translation>Shown as plain text: it is nested too deeply</translation>
    </message>
    <message>
        <source>組むのに時間がかかりすぎるため、書かれたまま表示しています</source>
        <translation>Shown as it is written, because setting it would take too long</translation>
    </message>
    <message>
        <source>組めないため、書かれたまま表示しています</source>
        <translation>Shown as written: it could not be typeset</translation>
    </message>
    <message>
        <source>表示する</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>たたむ</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>見つかった所 {0}</source>
        <translation>{0} found here</translation>
    </message>
    <message>
        <source>…前出 {0} 文</source>
        <translation>…{0} sentences said above</translation>
    </message>
    <message>
        <source>関連記事 {0} 件</source>
        <translation>{0} related posts</translation>
    </message>
    <message>
        <source>題名のくり返し</source>
        <translation>The title said again</translation>
    </message>
    <message>
        <source>途中に残った印</source>
        <translation>Marks left in the text</translation>
    </message>
    <message>
        <source>多くの記事にある文（{1} 字）</source>
        <translation>Text that stands in many posts ({1} characters)</translation>
    </message>
    <message>
        <source>途切れたくり返しの {0} 段落（{1} 字）</source>
        <translation>{0} cut-off repeated paragraphs ({1} characters)</translation>
    </message>
    <message>
        <source>くり返しの {0} 段落（{1} 字）</source>
        <translation>{0} repeated paragraphs ({1} characters)</translation>
    </message>
    <message>
        <source>{0}をたたんでいます</source>
        <translation>{0}, folded</translation>
    </message>
    <message>
        <source>この記事は表示と本文が食いちがうため、注釈を付けられません。</source>
        <translation>This post cannot be annotated: its page and its text disagree.</translation>
    </message>
    <message>
        <source>この宛先はブラウザーでひらけません: {0}</source>
        <translation>The browser cannot open this address: {0}</translation>
    </message>
    <message>
        <source>リンクの先の記事は、このフォルダーにありません: {0}</source>
        <translation>The linked post is not in this folder: {0}</translation>
    </message>
    <message>
        <source>この記事を表示できませんでした</source>
        <translation>This post could not be shown</translation>
    </message>
    <message>
        <source>くわしいことは記録にあります。</source>
        <translation>Details are in the log.</translation>
    </message>
    <message>
        <source>{0} 分</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>（原文 {0} 分）</source>
        <translation> ({0} min in full)</translation>
    </message>
</context>
<context>
    <name>RelatedList</name>
    <message>
        <source>関連記事</source>
        <translation>Related posts</translation>
    </message>
</context>
<context>
    <name>RelatedModel</name>
    <message>
        <source>このフォルダーにありません</source>
        <translation>Not in this folder</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>控えから戻す</source>
        <translation>Restore a Backup</translation>
    </message>
    <message>
        <source>控えを読んでいます…</source>
        <translation>Reading the backups…</translation>
    </message>
    <message>
        <source>いまのノートは、同じフォルダーに別の名で残します。何も消しません。</source>
        <translation>The present notes are kept in the same folder under another name. Nothing is deleted.</translation>
    </message>
    <message>
        <source>この控えに戻す</source>
        <translation>Restore this Backup</translation>
    </message>
    <message>
        <source>やめる</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>どの控えに戻しますか。</source>
        <translation>Which backup do you want to go back to?</translation>
    </message>
    <message>
        <source>控えはまだありません。注釈を付けると、一日に一つ、{0} に作ります。</source>
        <translation>There are no backups yet. Once you annotate, one a day is made in {0}.</translation>
    </message>
    <message>
        <source>日時</source>
        <translation>Date and time</translation>
    </message>
    <message>
        <source>作られたとき</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>注釈</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>大きさ</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>読めません</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>その日はじめてひらいたとき</source>
        <translation>When first opened that day</translation>
    </message>
    <message>
        <source>修理の前</source>
        <translation>Before a repair</translation>
    </message>
    <message>
        <source>控えに戻す前</source>
        <translation>Before a restore</translation>
    </message>
    <message>
        <source>Keisen を新しくする前</source>
        <translation>Before an update of Keisen</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>{0} の控えがあります。</source>
        <translation>There is a backup of {0}.</translation>
    </message>
    <message>
        <source>控えに戻す</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>{0} の控えに戻しました。</source>
        <translation>Went back to the backup of {0}.</translation>
    </message>
    <message>
        <source>いままでのノートは {0} に残してあります。</source>
        <translation> The notes of before are kept in {0}.</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>今日の見なおし</source>
        <translation>Today's review</translation>
    </message>
    <message>
        <source>前後とメモを見る（Space）</source>
        <translation>Show context and note (Space)</translation>
    </message>
    <message>
        <source>記事でひらく（Enter）</source>
        <translation>Open in the article (Enter)</translation>
    </message>
    <message>
        <source>{0}日後</source>
        <translation>in {0} d</translation>
    </message>
    <message>
        <source>今日の分は終わりました</source>
        <translation>Done for today</translation>
    </message>
    <message>
        <source>つづきは、次の日にここへ出ます。</source>
        <translation>More will be here another day.</translation>
    </message>
    <message>
        <source>記事へもどる</source>
        <translation>Back to the posts</translation>
    </message>
    <message>
        <source>見なおす注釈がありません</source>
        <translation>No annotations to review</translation>
    </message>
    <message>
        <source>記事の気になった文に色をつけると、毎日すこしずつここへ出ます。</source>
        <translation>Highlight sentences in your posts, and a few will come back here every day.</translation>
    </message>
    <message>
        <source>もう一度</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>むずかしい</source>
        <translation>Hard</translation>
    </message>
    <message>
        <source>覚えていた</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>やさしい</source>
        <translation>Easy</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>見なおしの答え</source>
        <translation>review answer</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>検索の保存</source>
        <translation>saving a search</translation>
    </message>
    <message>
        <source>検索を保存</source>
        <translation>Save search</translation>
    </message>
    <message>
        <source>検索の名前</source>
        <translation>Name of the search</translation>
    </message>
    <message>
        <source>検索の置きかえ</source>
        <translation>replacing a search</translation>
    </message>
    <message>
        <source>検索の削除</source>
        <translation>deleting a search</translation>
    </message>
    <message>
        <source>名前</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>本文と題名をさがす</source>
        <translation>Search texts and titles</translation>
    </message>
    <message>
        <source>検索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>検索を消す</source>
        <translation>Clear search</translation>
    </message>
    <message>
        <source>検索のことば</source>
        <translation>How to write a search</translation>
    </message>
    <message>
        <source>欄</source>
        <translation>field</translation>
    </message>
    <message>
        <source>タグ</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>分類</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>著者</source>
        <translation>author</translation>
    </message>
    <message>
        <source>会社</source>
        <translation>company</translation>
    </message>
    <message>
        <source>題名</source>
        <translation>title</translation>
    </message>
    <message>
        <source>履歴を消す</source>
        <translation>Clear these</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>目次</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>関連記事</source>
        <translation>Related posts</translation>
    </message>
    <message>
        <source>この記事に見出しはありません</source>
        <translation>This post has no headings</translation>
    </message>
    <message>
        <source>記事をひらくと、ここに見出しがならびます</source>
        <translation>The headings of the post you open stand here</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>ライブラリ</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>名前を変える…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>いまの検索に置きかえる</source>
        <translation>Replace with the present search</translation>
    </message>
    <message>
        <source>消す</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>進みぐあい</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>中止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>オフライン · ローカル保存</source>
        <translation>Offline · stored locally</translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>タグ（空白で区切る）</source>
        <translation>Tags (separated by spaces)</translation>
    </message>
    <message>
        <source>タグ</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>主張</source>
        <translation>claim</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>number</translation>
    </message>
    <message>
        <source>リスク</source>
        <translation>risk</translation>
    </message>
    <message>
        <source>疑問</source>
        <translation>question</translation>
    </message>
    <message>
        <source>要対応</source>
        <translation>action</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>メニュー</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>前の記事へもどる</source>
        <translation>Back to the post before</translation>
    </message>
    <message>
        <source>次の記事へすすむ</source>
        <translation>Forward to the next post</translation>
    </message>
    <message>
        <source>文字と色</source>
        <translation>Text and colours</translation>
    </message>
    <message>
        <source>目次と関連記事</source>
        <translation>Contents and related posts</translation>
    </message>
    <message>
        <source>スターを付ける</source>
        <translation>Add star</translation>
    </message>
    <message>
        <source>書き出す</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>スターをはずす</source>
        <translation>Remove star</translation>
    </message>
</context>
<context>
    <name>WelcomeView</name>
    <message>
        <source>最近ひらいたもの</source>
        <translation>Opened recently</translation>
    </message>
    <message>
        <source>記事の山を、読んで、さがして、書きこむ。すべてこの機械の中で。</source>
        <translation>Read, search and annotate a pile of posts. All on this machine.</translation>
    </message>
    <message>
        <source>フォルダーをひらく</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>Markdown の記事が入ったフォルダー。ここへ落としてもひらけます。</source>
        <translation>A folder of Markdown posts. You can also drop it here.</translation>
    </message>
    <message>
        <source>見本でためす</source>
        <translation>Try the sample</translation>
    </message>
    <message>
        <source>見本の記事で、検索と注釈と書き出しを一分で。</source>
        <translation>Search, annotate and export with sample posts, in a minute.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>見本の記事です。</source>
        <translation>These are the sample posts.</translation>
    </message>
    <message>
        <source>フォルダーをひらく</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>スター</source>
        <translation>Starred</translation>
    </message>
    <message>
        <source>ライブラリ</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>調査ファイル</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>新しい調査ファイル…</source>
        <translation>New dossier…</translation>
    </message>
    <message>
        <source>すべての記事</source>
        <translation>All posts</translation>
    </message>
    <message>
        <source>未読</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>注釈あり</source>
        <translation>Annotated</translation>
    </message>
    <message>
        <source>変わった記事</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>すべての注釈</source>
        <translation>All annotations</translation>
    </message>
    <message>
        <source>今日の見なおし</source>
        <translation>Today's review</translation>
    </message>
    <message>
        <source>ごみ箱</source>
        <translation>Trash</translation>
    </message>
    <message>
        <source>ノート</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>本文が変わった</source>
        <translation>Text changed</translation>
    </message>
    <message>
        <source>調べる</source>
        <translation>Look into</translation>
    </message>
    <message>
        <source>気になるファイル</source>
        <translation>Odd files</translation>
    </message>
    <message>
        <source>保存した検索</source>
        <translation>Saved searches</translation>
    </message>
    <message>
        <source>カテゴリ</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>{0} 件 · {1} ms</source>
        <translation>{0} posts · {1} ms</translation>
    </message>
    <message>
        <source>索引 {0} / {1}</source>
        <translation>Index {0} / {1}</translation>
    </message>
    <message>
        <source>位置を直した {0}</source>
        <translation>moved {0}</translation>
    </message>
    <message>
        <source>確かめてほしい {0}</source>
        <translation>to check {0}</translation>
    </message>
    <message>
        <source>本文から無くなった {0}</source>
        <translation>gone from the text {0}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>注釈: {0}</source>
        <translation>Annotations: {0}</translation>
    </message>
    <message>
        <source>　くり返し {0} % をたたみ済み</source>
        <translation> · {0} % repetition folded</translation>
    </message>
    <message>
        <source>　のこり {0} 秒</source>
        <translation> · {0} s left</translation>
    </message>
    <message>
        <source>索引をまとめています</source>
        <translation>Finishing the index</translation>
    </message>
    <message>
        <source>フォルダーを読んでいます {0} / {1}</source>
        <translation>Reading folder {0} / {1}</translation>
    </message>
    <message>
        <source>追加 {0}、変更 {1}、削除 {2}</source>
        <translation>{0} added, {1} changed, {2} removed</translation>
    </message>
    <message>
        <source>見つかった所はこれだけです</source>
        <translation>There are no more hits</translation>
    </message>
    <message>
        <source>検索を保存</source>
        <translation>Save search</translation>
    </message>
    <message>
        <source>Esc でもとにもどります</source>
        <translation>Esc brings everything back</translation>
    </message>
</context>
</TS>
