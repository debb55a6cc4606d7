"""Where a sentence ends: the specification of `broadsheet.transforms.sentences.splitter`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.sentences.splitter import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


# A bar stands where one sentence ends and the next begins.
CASES = {
    "a full stop ends a sentence": "The rain fell.| The river rose.",
    "a question mark ends a sentence": "Where is Ada?| My cousin saw her.",
    "an exclamation mark ends a sentence": "That was close!| My hands shook.",
    "a run of marks ends one sentence": "Hello?!| Is it you?!!| Yes.",
    "a decimal point ends nothing": "Oil rose 3.5 percent to $80.20 a barrel.| Gas fell .5 percent.",
    "a year ends a sentence": "They met in 2004.| In 2005.| 12 people left.",
    "small letters go on": "They arrived at approx. noon? or so.",
    "a line without a stop is one sentence": "Mayor opens new bridge",
    "a title goes before a name": "Dr. Vance met Gen. Ada Low and Lt. Col. Roy Hale.| They left.",
    "an initial goes before a name": "Rosa T. Vance met J. R. R. Hale and A.B. Low.",
    "a letter may be a label": "Doctors found hepatitis C.| Patients were told.",
    "a letter may be the pronoun": "We are a pair, you and I.| Nora I. Berg is not.",
    "a letter before a word that opens a sentence": "She read of Malcolm X.| He is famous.",
    "a firm's suffix inside a name": "Acme Inc. Chief Ada Low met Reed & Co. at noon.",
    "a firm's suffix at the end": "They sold it to Reed & Co.| It shut in May.",
    "a ticker in brackets": "Acme Corp. (OTC: ACM) fell.",
    "a country inside a name": "The U.S. Senate and the U.N. Security Council met.",
    "a country at the end": "They live in the U.S.| The rest moved to the E.U.| How about you?",
    "a headline has no second sentence": "U.S. And Ruritania Agree on Grain",
    "a noun opens a sentence before a verb": "He left Washington, D.C.| Police said so.",
    "a noun in a title opens none": "He met D.C. Police Chief Ada Low.",
    "a hyphen before a country": "The Ruritania-U.S. Forum met.| RISC-V.| Standards vary.",
    "a state after a comma": "He was born in Fall River, Mass. Governor Low was there.| It was mass.| Ada sang.",
    "a number after its abbreviation": "See No. 5 on p. 12 and Vol. IV.| She said no.| Ada left.",
    "a law's number in brackets": "Law No. (10) of 2021 applies.",
    "months before a day": "It began on Sept. 11 and ended on Jan. 3.| Ada left.",
    "months at the end": "It began last Sept.| The end came soon.",
    "courts": "The case Low v. The Crown ended.",
    "a note mark after a space stays, too": "It opened in 1805. [6] [7]| An old mill stood there.[8]| It fell.",
    "raised note marks stay behind": "It opened in 1805.¹| It fell.†| She left.²³| It is 1.5² wide.",
    "note marks in words stay behind": "It fell. [citation needed]| She left.[note 2]| It rained.",
    "two emoji before a capital": "The fans sent 👏👏| Next year they want more.",
    "one emoji before a word that opens a sentence": "They won 🎉| The mayor came.",
    "one emoji may stand for a word": "We ❤ Orla and 🎉 in June.",
    "an emoji may open a sentence": "It fell.| 🙂 Then it rose.",
    "a flag is no boundary": "New 🇫🇷 France fans came.",
    "etc. before a capital": "It sells rope, paint, etc.| Manuscripts are next door, etc. and so on.",
    "Latin abbreviations": "Bring food, e.g. Dutch cheese, i.e. Gouda, etc.| They will eat.",
    "a time that opens a sentence": "At 7 a.m. Mrs. Hill left.| She came back at 9 p.m.| Mr. Hill slept.",
    "a time and its zone": "Talks begin at 9 a.m. EST on May 2, 4 p.m. Ruritania time, or 6 p.m. Tuesday.",
    "a time at the end": "He left by 6 p.m.| Guards came.",
    "a street": "St. Ann's Church is on 5th st. near Mt. Low.",
    "names that exclaim": "She works at Yahoo! in sales and at Yahoo! News.| Then she left Yahoo!| The end.",
    "a mark in brackets": "He said (!) Ada left.| She asked (why?) Ada stayed.",
    "an e-mail address": "Write to ada.low@example.com.| Ask for Roy.",
    "an address of a page": "See https://www.example.20.org/a/b.html.| Then call.| https://example.org/more",
    "a brand in small letters": "Sales rose.| iPhone owners queued.| eBay fell.",
    "a missing space after a full stop": "Prices rose 3.5 percent.|The bank waited.",
    "a name with a full stop inside": "Node.Js and example.Com are names.",
    "a note mark stays with its sentence": "The war ended.[12]| Then came peace.[3][4]| All rejoiced.",
    # quotations
    "a closing quotation mark stays": '"It is over."| She left.| “So it is.”| ‘Good.’| He slept.',
    "backquotes close": "``It is over.``| She left.",
    "a low quotation mark that closes": "„Es ist aus.“| Sie ging.",
    "sentences inside a quotation": '"It is over.| We lost," she said.',
    "speech goes on in small letters": "She turned, 'This is good.' she said.| 'Is it?' he asked.",
    "a question and its speaker": "“Is it safe?” Mayor Ada Low asked the guard.| “Yes!” Roy van Dam said.",
    "a question and the next sentence": '"Is it safe?"| She said nothing.| "Go!"| Ada Low ran.',
    "a quotation after a full stop": 'He spoke.| "We won," he said.| "Then we left."',
    "a reference after a quotation": '"Weir [...] used two rivers [...]" (Lane 23).| More follows.',
    # brackets
    "a bracketed sentence inside another": "He teaches (He was once a clerk. He left.) at the college.",
    "bracketed sentences by themselves": "He left.| (The hall was full.| Nobody cared.)| She slept.",
    "square brackets": '"We will hold [talks. Soon.] with them," she said.',
    # ellipses
    "an ellipsis before small letters": "I was not ... well, what I mean...look . . . what I want is rest.",
    "an ellipsis before a capital": "I never said it....| She went home…| He stayed.",
    "an ellipsis that opens": "The fire went out.| ... The rest is silence.| … Then more.",
    "three spaced dots": "The point is . . . I did not do it.",
    "four spaced dots after a word": "It joined words into long ones.| . . . The habit was not dropped. . . .",
    "four spaced dots by themselves": "Show it with dots . . . .| Next line.",
    "an ellipsis in brackets": "They met [...] Ada in town.| She left [...]| The rest stayed.",
    # lists
    "numbers with a full stop": "1. The first thing.| 2. The second thing",
    "numbers without a full stop between": "1. The first thing| 2. The second thing| 3. The third",
    "numbers with a bracket": "1) The first thing.| 2) The second thing.",
    "numbers with both": "1.) The first thing| 2.) The second thing",
    "letters": "a. The first thing| b. The second thing| c. The third thing",
    "Roman numbers": "(i) The first thing| (ii) The second thing",
    "bullets and numbers": "• 9. The first thing| • 10. The second thing",
    "bullets without a space": "⁃9. The first thing| ⁃10. The second thing",
    "a number that follows no number": "1. The first thing had 3. things and no more",
    # lines
    "a blank line ends a sentence": "Mayor opens bridge|\n \nThe bridge|\r\n\r\nIt is long.",
    "a line break does not": "It was a cold\nnight in the U.S.\nArmy camp.",
    "a line break after a full stop": "It was cold.|\nThe night fell.",
    "lines of a list": "We need:|\n- bread|\n- wine|\n• oil",
    "numbered lines of a list": "Final result|\n1. Ada Low (Ruritania) 12.7|\n2. Nora Berg 12.9",
    "a wrapped line is no list": "They met on April\n12.| The talks failed.",
    # other languages
    "German ordinals": "Am 3. März kam er.| Der 2. Weltkrieg endete z.B. im Mai.",
    "French marks with spaces": "Il dit : « Non. »| Elle partit.| Quoi ?| Rien !",
    "Spanish opening marks": "¿Qué pasa?| ¡Nada!| Vamos.",
    "Japanese": "会議は終わった。|次は明日だ。|「はい。」と言った。|本当？|はい！",
    "Hindi": "यह घर है।| वह बड़ा है।",
    "Arabic": "كيف حالك؟| أنا بخير.| شكرا.",
    "Russian": "Он жил в 1990 г. в Москве, т.е. Дома.| Она ушла.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_where_a_sentence_ends(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [sentence.strip() for sentence in marked.split("|")]


@pytest.mark.parametrize("text", ["", " ", "\n\n \u2029"], ids=["empty", "a space", "breaks"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentence_spans(text) == []


def test_spans_count_code_points() -> None:
    assert sentence_spans(" 𝔸 fell. 🙂 Then it rose. ") == [(1, 8), (9, 24)]


def assert_sound(text: str) -> None:
    """The spans are in order, stripped, and leave out white space only."""
    last = 0
    for start, end in sentence_spans(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@given(st.text())
def test_any_text_is_covered(text: str) -> None:
    assert_sound(text)


@given(st.text(alphabet=".!?… \n\u00a0()[]\"'“”’«»„aAbI15•-。」と。؟U.S,:"))
def test_any_punctuation_is_covered(text: str) -> None:
    assert_sound(text)


WORDS = [
    "The",
    "a",
    "Mr",
    "No",
    "p",
    "U.S",
    "a.m",
    "p.m",
    "Inc",
    "etc",
    "al",
    "Yahoo",
    "I",
    "J",
    "3",
    "12",
    "1990",
    "Sept",
    "am",
    "der",
    "said",
    "Ada",
    "iPhone",
    "(so",
    "[so",
    "so]",
    "so)",
    "“so",
    "so”",
    "vs",
    "RISC-V",
    "R-Calif",
    "U.S.-led",
    "…",
]


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ". ", "? ", '." ', ".) ", "... ", ", ", "\n"])))
)
def test_any_words_are_covered(parts: list[tuple[str, str]]) -> None:
    assert_sound("".join(word + sign for word, sign in parts))


@given(st.lists(st.sampled_from(["The rain fell.", "Was it Ada?", "U.S. Senate", "(So. It.) is", "1. A"]), min_size=1))
def test_blank_lines_part_texts_that_know_nothing_of_each_other(parts: list[str]) -> None:
    assert sentences("\n\n".join(parts)) == [sentence for part in parts for sentence in sentences(part)]


@pytest.mark.parametrize(
    "unit", [".", ".)", "(", ". (", "a. A ", "\n ", "1. ", "[1", "? (1", " . . .", "U.S. A", "•\n"], ids=repr
)
def test_hostile_text_is_covered(unit: str) -> None:
    assert_sound(unit * (100_000 // len(unit)) + "x")
