import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection.values import (
    FrontMatterError,
    Value,
    as_names,
    as_text,
    read_toml,
    read_yaml,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# nothing", {}),
        ("title: 2025", {"title": "2025"}),
        ("title: no", {"title": "no"}),
        ("title: 12:30", {"title": "12:30"}),
        ("date: 2025-11-30", {"date": "2025-11-30"}),
        ("a: ~\nb:\nc: ''\nd: 'null'", {"a": None, "b": None, "c": "", "d": "null"}),
        ("tags: [AI, 5G]", {"tags": ["AI", "5G"]}),
        ("a: {b: {c: d}}", {"a": {"b": {"c": "d"}}}),
        ("a: &x [b]\nc: *x", {"a": ["b"], "c": ["b"]}),
        ("a: !!python/object:os.system b", {"a": "b"}),
        ("? [a, b]\n: c", {'["a", "b"]': "c"}),
        ('a: "b\\0c"', {"a": "bc"}),
    ],
)
def test_yaml_scalars_stay_text(text: str, expected: dict[str, Value]) -> None:
    values = read_yaml(text)
    assert values is not None
    assert values.of == expected


@pytest.mark.parametrize("text", ["ただの文", "- a\n- b", "~"])
def test_yaml_that_is_no_mapping_is_nothing(text: str) -> None:
    assert read_yaml(text) is None


def test_the_last_of_two_equal_keys_counts() -> None:
    values = read_yaml("image: a\nb: 1\nimage: c")
    assert values is not None
    assert values.of == {"image": "c", "b": "1"}
    assert values.repeated == [("image", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "a: [",
        "a: *unknown",
        "a: &a [*a]",
        "a: b\n---\nc: d",
        "a: \x08",
        "a: " + "[" * 300_000,
        "a: &a [" + "x," * 5000 + "]\nb: &b [" + "*a," * 500 + "]\nc: [" + "*b," * 500 + "]",
        "".join(f"a{n}: &a{n} [[[*a{n - 1}]]]\n" if n else "a0: &a0 [x]\n" for n in range(400)),
    ],
    ids=range(9),
)
def test_broken_and_hostile_yaml_is_refused(text: str) -> None:
    with pytest.raises(FrontMatterError):
        read_yaml(text)


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(FrontMatterError) as refusal:
        read_yaml("a: b\nc: d: e")
    assert refusal.value.line == 2


def test_toml_becomes_the_same_kind_of_tree() -> None:
    text = 'date = 2025-11-30T10:00:00+09:00\nday = 2025-11-30\ntags = ["AI", 5]\ndraft = true'
    assert read_toml(f"{text}\n[params]\nx = 1.5").of == {
        "date": "2025-11-30T10:00:00+09:00",
        "day": "2025-11-30",
        "tags": ["AI", "5"],
        "draft": "true",
        "params": {"x": "1.5"},
    }


@pytest.mark.parametrize(
    "text",
    ["a = ", "a = 1\na = 2", "a = " + "[" * 5000, ".".join(["a"] * 20_000) + " = 1"],
    ids=range(4),
)
def test_broken_and_hostile_toml_is_refused(text: str) -> None:
    with pytest.raises(FrontMatterError):
        read_toml(text)


def test_a_large_number_in_toml_is_read() -> None:
    assert str(read_toml(f"a = 0x{'F' * 6000}").of["a"]).startswith("0xfff")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (None, ()),
        ("", ()),
        ("投資", ("投資",)),
        ("投資, 電力、AI", ("投資", "電力", "AI")),
        ('["投資", "電力"', ("投資", "電力")),
        (["投資", None, " ", "投資", "Data Center"], ("投資", "Data Center")),
        ([{"name": "x"}], ('{"name": "x"}',)),
    ],
)
def test_names_of_every_shape_become_a_tuple(value: Value, names: tuple[str, ...]) -> None:
    assert as_names(value) == names


@given(st.text())
def test_yaml_is_read_or_refused(text: str) -> None:
    try:
        values = read_yaml(text)
    except FrontMatterError:
        return
    assert values is None or all(isinstance(as_text(one), str) for one in values.of.values())


@given(st.text())
def test_toml_is_read_or_refused(text: str) -> None:
    try:
        values = read_toml(text)
    except FrontMatterError:
        return
    assert all(isinstance(as_text(one), str) for one in values.of.values())
