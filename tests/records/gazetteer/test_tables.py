"""The tables: complete, without slips, and every form is found where it stands."""

import re
from time import process_time

import pytest

from linepack.records.gazetteer import gazetteer
from linepack.records.gazetteer.loader import TABLES, rows, split

ISO_3166 = 249
"""States and territories with an alpha-2 code."""


def test_every_code_of_iso_3166_has_a_row():
    codes = [row["code"] for row in rows("countries")]
    assert len(codes) == len(set(codes)) == ISO_3166 + 1  # Kosovo has a user-assigned code
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_all_their_cells_and_no_stray_blanks(table):
    for row in rows(table):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(cell == cell.strip() for cell in row.values()), row
        assert all(form == form.strip() for cell in row.values() for form in split(cell)), row


def test_identifiers_are_unique_and_countries_exist():
    codes = {row["code"] for row in rows("countries")} | {"", "EU"}
    for table in ("regions", "places", "assets", "organisations", "outlets"):
        table_rows = rows(table)
        ids = [row["id"] for row in table_rows]
        assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
        for row in table_rows:
            assert set((row.get("country") or row.get("countries") or "").split()) <= codes, row


def test_assets_join_and_end_where_tables_know():
    codes = {row["code"] for row in rows("countries")}
    ids = {row["id"] for row in rows("assets")}
    for row in rows("assets"):
        assert set(row["ends"].split()) <= codes, row
        assert set(row["joins"].split()) <= ids, row
        assert not row["capacity_bcm"] or float(row["capacity_bcm"]) > 0
        assert not row["capacity_bcm"] or row["source"].startswith("press"), row


def test_office_holders_have_offices_of_the_table():
    titles = {row["title"] for row in rows("offices")} | {"Crown Prince"}
    assert {row["title"] for row in rows("people")} <= titles


def test_the_tables_are_loaded_in_a_moment():
    gazetteer.cache_clear()
    begin = process_time()
    gazetteer()
    assert process_time() - begin < 1.0  # 0.15 s on a quiet machine; the limit leaves room for a busy one
