"""Assets: by alias, by description, as a class, and what is only like them."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "assets"),
    [
        ("TAP and TANAP carry gas of Shah Deniz.", ["TAP", "TANAP", "SHAH-DENIZ"]),
        ("TAP AG, ICGB and SOCAR met.", []),
        ("Turkmenistan and Pakistan spoke about TAP through Afghanistan.", ["TAPI"]),
        ("IGB is owned by ICGB.", ["IGB"]),
        ("The Greece–Bulgaria gas interconnector works.", ["IGB"]),
        ("The gas link between Greece and Bulgaria works.", ["IGB"]),
        ("The Bulgarian-Serbian interconnector opened.", ["IBS"]),
        ("Serbia wants a gas interconnector with Romania.", ["IRS"]),
        ("The rail link between Greece and Bulgaria, the electricity interconnector with Romania.", []),
        ("The pipeline from Komotini to Stara Zagora is full.", ["IGB"]),
        ("Baltic Pipe, Europipe II and Langeled.", ["BALTIC-PIPE", "EUROPIPE-II", "LANGELED"]),
        (
            "The TransMed and Medgaz pipelines, then the Maghreb-Europe pipeline.",
            ["TRANSMED", "MEDGAZ", "GME"],
        ),
        ("The Nigeria-Morocco gas pipeline and the Trans-Saharan line.", ["NMGP", "TSGP"]),
        ("Leviathan gas goes through the Arab Gas Pipeline.", ["LEVIATHAN", "ARAB-GAS"]),
        ("Power of Siberia 2 would follow Power of Siberia.", ["POWER-OF-SIBERIA-2", "POWER-OF-SIBERIA"]),
        ("The LNG terminal in Alexandroupolis and Krk LNG.", ["ALEXANDROUPOLIS-LNG", "KRK-LNG"]),
        ("The gas arrives in Kilis and in Alexandroupolis.", []),
        ("The Black Hill gas field is small.", ["BLACK-HILL"]),
        ("Trans-\nAdriatic Pipeline", ["TAP"]),
    ],
)
def test_assets_are_found(read, sentence, assets):
    assert read(sentence).ids("assets") == assets


def test_a_class_of_pipelines_has_candidates_and_is_never_resolved(read):
    for words in ("TAP connecting pipelines", "pipelines connected to TAP", "TAP interconnectors"):
        names = read(f"Gas could come through {words}.")
        assert sorted(names.ids("assets")) == ["TAP", "TAP-IC"]
        assert names.one("TAP-IC").candidates == ("IGB", "IBS")
        assert names.one("TAP-IC").names == (words,)


def test_a_description_that_fits_several_is_a_doubt(read):
    names = read("A pipeline between Russia and Germany was built.")
    assert names.ids("assets") == []
    assert "NORD-STREAM" in names.doubts[0].finding


def test_the_only_line_of_the_report_is_meant_by_one_end(read):
    names = read("Serbia met Azerbaijan.", "The gas interconnector with Bulgaria opened.")
    assert names.ids("assets") == ["IBS"]


@pytest.mark.parametrize(
    ("language", "sentence", "assets"),
    [
        ("en", "A gas power plant in Niš is planned.", ["NIS-PP"]),
        ("en", "The link from Ashdod to Ashkelon is new.", ["ASHDOD-ASHKELON"]),
        ("sr", "Гас долази преко терминала код Александруполиса.", ["ALEXANDROUPOLIS-LNG"]),
        ("bg", "Газът идва по интерконектора Гърция–България.", ["IGB"]),
        ("tr", "Türkiye-Suriye doğal gaz boru hattı açıldı.", ["KILIS-ALEPPO"]),
    ],
)
def test_assets_are_known_by_place_and_type(read, language, sentence, assets):
    assert read(sentence, language=language).ids("assets") == assets
