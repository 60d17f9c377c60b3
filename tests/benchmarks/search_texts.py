"""The texts and queries of the search benchmark: the same in every run."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.collection.read import read_source
from reader.collection.scan import scan
from reader.library.making import make_article, make_post
from reader.text.normal import normalise

SEED = 20
OF_A_KIND = 15
KANJI, KATAKANA, LATIN = "[一-龥]", "[ァ-ヴー]", "[a-z]"
FIXED = {
    "one character": ["の", "電", "1", "a", "円"],
    "number with a unit": ["4950億円", "1000億", "100万", "50%"],
    "several words": ["google データセンター", "推論 コスト", "電力 契約"],
    "absent": ["存在しない言葉の列", "zzqqxx", "電電電力力", "𠮷野家の牛丼九十杯"],
    "written in another way": ["ＡＩ", "4,950億円", "Ｇｏｏｇｌｅ", "ﾃﾞｰﾀｾﾝﾀｰ", "GPT–4", "〜"],
}


@dataclass(frozen=True, slots=True)
class Post:
    """A title and a text in normal form, each line of the text once."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """All of `words` but none of `without`, or any of `words`; in normal form."""

    kind: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    either: bool = False

    def finds(self, post: Post) -> bool:
        """The truth, by reading."""
        held = (word in post.title or word in post.text for word in self.words)
        wanted = any(held) if self.either else all(held)
        return wanted and not any(w in post.title or w in post.text for w in self.without)


def real_posts(folder: Path) -> list[Post]:
    """The posts of a folder with the texts of their articles."""
    posts = []
    for source in scan(folder).sources:
        post = make_post(read_source(source), source.path, "")
        posts.append(_post(normalise(post.title), normalise(make_article(post)[0].text)))
    return posts


def shuffled_posts(posts: Sequence[Post], count: int) -> Iterator[Post]:
    """As many posts as wanted, made of the paragraphs of these in other company."""
    choose = random.Random(SEED)
    lines = [line for post in posts for line in post.text.split("\n")]
    titles = [post.title for post in posts]
    for _ in range(count):
        size = choose.choice(posts).text.count("\n") + 1
        first, second = choose.choice(titles), choose.choice(titles)
        title = first[: len(first) // 2] + second[len(second) // 2 :]
        yield _post(title, "\n".join(choose.choices(lines, k=size)))


def queries(posts: Sequence[Post]) -> list[Query]:
    """At least 200 queries of sixteen kinds, words chosen as often as they are written."""
    choose = random.Random(SEED)

    def piece(pattern: str) -> str:
        while True:
            found = re.findall(pattern, choose.choice(posts).text)
            if found:
                return str(choose.choice(found))

    def slice_of(least: int, most: int) -> str:
        while True:
            line = choose.choice(choose.choice(posts).text.split("\n"))
            size = choose.randint(least, most)
            if len(line) > size:
                start = choose.randrange(len(line) - size)
                cut = line[start : start + size].strip()
                if cut:
                    return cut

    def words(count: int) -> tuple[str, ...]:
        kinds = (f"{KANJI}{{2,4}}", f"{KATAKANA}{{3,8}}", f"{LATIN}{{2,10}}")
        return tuple(piece(choose.choice(kinds)) for _ in range(count))

    made: list[Query] = []
    for kind, texts in FIXED.items():
        made += [Query(kind, tuple(normalise(text).split())) for text in texts]
    for _ in range(OF_A_KIND):
        made += [
            Query("one character", (piece(r"\S"),)),
            Query("two kanji", (piece(f"{KANJI}{{2}}"),)),
            Query("katakana word", (piece(f"{KATAKANA}{{3,8}}"),)),
            Query("latin word", (piece(f"{LATIN}{{2,10}}"),)),
            Query("number with a unit", (piece("[0-9]+(?:%|億円?|万円?|年|兆円?|ドル)"),)),
            Query("several words", words(2)),
            Query("three words", words(3)),
            Query("word without another", words(1), words(1)),
            Query("either word", words(2), either=True),
            Query("phrase with a space", (piece(r"[^\s]{2,5} [^\s]{2,5}"),)),
            Query("passage", (slice_of(20, 60),)),
            Query("piece", (slice_of(2, 12),)),
            Query("mixed", (piece(f"{LATIN}{{2,6}}{KANJI}{{2}}"), *words(1))),
            Query("title words", tuple(_title_words(choose, posts, choose.choice((2, 3))))),
            Query("absent", ("".join(choose.sample(slice_of(6, 9), 6)),)),
        ]
    return [query for query in made if all(map(str.strip, query.words))]


def known_items(posts: Sequence[Post], count: int = 200) -> list[tuple[int, Query]]:
    """Posts with words of their titles, as somebody writes who knows the title by half."""
    choose = random.Random(SEED + 1)
    chosen = choose.sample(range(len(posts)), min(count, len(posts)))
    return [
        (number, Query("known item", tuple(_title_words(choose, [posts[number]], 4))))
        for number in chosen
    ]


def _title_words(choose: random.Random, posts: Sequence[Post], most: int) -> list[str]:
    while True:
        title = choose.choice(posts).title
        found = re.findall(f"{KANJI}{{2,6}}|{KATAKANA}{{2,12}}|[a-z0-9.-]{{2,14}}", title)
        if found:
            return choose.sample(found, min(len(found), most))


def _post(title: str, text: str) -> Post:
    # No word spans two lines, so that every engine may leave a repeated one out.
    return Post(title, "\n".join(dict.fromkeys(text.split("\n"))))
