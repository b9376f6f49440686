"""Many scenarios at once give what each gives alone, whatever the order, the processes and interruptions."""

import numpy as np
import pytest

import linepack as lp
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.edit import remove
from linepack.steady import many
from linepack.steady.batch import NOT_RUN, QUANTITIES, REFUSED, WITH_MODES

SAME = 1e-9
COUNT = 40
AT_REST = 1e-6
PIPES = ("AB", "BC", "AC", "FG", "GH", "HK", "FH", "LM")


def network():
    """Return a small network with a ring, every kind of device, an open valve and a dead end."""
    gas = GasSpec(eos="papay", temperature=283.15, composition={"methane": 0.96, "ethane": 0.04})
    size = {"length": 3e4, "diameter": 0.6, "roughness": 2e-5}
    heights = {"B": 150.0, "G": 260.0}
    return Network.build(
        header=NetworkHeader(name="all kinds", gas=gas, friction="hofer"),
        nodes=[
            {"id": node, "elevation": heights.get(node, 0.0), "pressure_min": 20e5} for node in "ABCDEFGHKLM"
        ],
        pipes=[{"id": name, "from_node": name[0], "to_node": name[1], **size} for name in PIPES],
        compressors=[
            {
                "id": "CS",
                "from_node": "C",
                "to_node": "D",
                "control": "outlet_pressure",
                "outlet_pressure": 62e5,
                "efficiency": 0.8,
                "driver_efficiency": 0.35,
                "fuel": "gas",
            }
        ],
        valves=[{"id": "V", "from_node": "D", "to_node": "E", "open": True}],
        regulators=[
            {"id": name, "from_node": ends[0], "to_node": ends[1], "control": "outlet_pressure",
             "outlet_pressure": pressure}
            for name, ends, pressure in (("R", "EF", 55e5), ("Q", "KL", 30e5))
        ],
        supplies=[
            {"id": "S", "node": "A", "control": "pressure", "pressure": 60e5},
            {"id": "T", "node": "H", "control": "flow", "mass_flow": 4.0},
        ],
        demands=[
            {"id": node, "node": node, "mass_flow": flow}
            for node, flow in zip("BGKM", (20.0, 8.0, 9.0, 3.0), strict=True)
        ],
    )  # fmt: skip


def varied(case, rng, count=COUNT):
    """Return scenarios with other loads, held pressures and set-points."""
    keys = [("demands", "mass_flow"), ("supplies", "pressure"), ("regulators", "outlet_pressure"),
            ("compressors", "outlet_pressure")]  # fmt: skip
    return {key: case.column(*key) * rng.uniform(0.9, 1.1, (count, len(case.column(*key)))) for key in keys}


def alone(case, scenarios, number):
    """Return the solution of one scenario by itself."""
    changed = case.with_columns({key: values[number] for key, values in scenarios.columns.items()})
    for kind, row in scenarios.outages[number] if scenarios.outages else ():
        changed = remove(changed, kind, row)
    return lp.solve_steady(changed)


def assert_same(batch, number, solution):
    """Compare a scenario of a batch with its solution."""
    assert batch.status[number] == solution.status
    for kind, column in QUANTITIES:
        expected = solution.table(kind)[column]
        found = batch.table(kind, column).iloc[number][expected.index].to_numpy()
        scale = np.nanmax(np.abs(expected.to_numpy(dtype=float)), initial=1.0)
        assert np.allclose(found, expected, rtol=SAME, atol=SAME * scale, equal_nan=True), (kind, column)
    for kind in WITH_MODES:
        table = solution.table(kind)
        expected = table["mode"][~(table["mass_flow"].abs() < AT_REST)]  # at rest two names may hold
        assert batch.modes(kind).iloc[number][expected.index].tolist() == expected.tolist()
    told = {(one.table, one.row, one.column) for one in solution.findings if "limit" in one.finding}
    rows = batch.limits[batch.limits["scenario"] == batch.names[number]]
    assert set(rows[["table", "id", "limit"]].itertuples(index=False, name=None)) == told


def test_scenarios_are_solved_as_each_alone():
    case = network()
    scenarios = lp.Scenarios(varied(case, np.random.default_rng(1)))
    batch = lp.solve_many(case, scenarios, workers=1)
    assert set(batch.counts) <= {"solved", "solved, limits violated"}
    for number in range(COUNT):
        assert_same(batch, number, alone(case, scenarios, number))


def test_blocks_are_what_solves_them(monkeypatch):
    case = network()
    monkeypatch.setattr(many, "alone", lambda *_: pytest.fail("a scenario was solved alone"))
    columns = varied(case, np.random.default_rng(1))
    assert lp.solve_many(case, columns, workers=1).complete


@pytest.mark.parametrize(
    "out", [("pipes", "AC"), ("pipes", "LM"), ("pipes", "FH"), ("supplies", "T"), ("regulators", "Q")]
)
def test_what_is_out_is_not_there(out):
    case = network()
    columns = {key: values[:2] for key, values in varied(case, np.random.default_rng(2)).items()}
    columns["demands", "mass_flow"][0, -1] = 0.0  # the one behind the dead end
    scenarios = lp.Scenarios(columns, outages=[[out], []])
    batch = lp.solve_many(case, scenarios, workers=1)
    assert_same(batch, 0, alone(case, scenarios, 0))
    assert_same(batch, 1, alone(case, scenarios, 1))
    kind, row = out
    assert batch.table(kind, "mass_flow")[row].iloc[0] == 0.0


@pytest.mark.parametrize(("out", "lost"), [("pipes[LM]", "M"), ("valves[V]", "E"), ("compressors[CS]", "D")])
def test_an_outage_that_strands_a_load_is_refused_with_the_reason(out, lost):
    case = network()
    kind, row = out.rstrip("]").split("[")
    batch = lp.solve_many(case, lp.Scenarios(outages=[[(kind, row)], []]), workers=1)
    assert batch.status.tolist() == [REFUSED, "solved"]
    assert f"nodes[{lost}]" in batch.message(0)
    assert np.isnan(batch.array[0]).all()


def test_gas_that_nothing_takes_is_infeasible():
    case = network()
    flow = case.column("demands", "mass_flow") * np.array([[1.0], [0.1]])  # T gives more than is drawn there
    batch = lp.solve_many(case, {("demands", "mass_flow"): flow}, workers=1)
    assert batch.status.tolist() == ["solved", "infeasible"]
    assert lp.solve_steady(case.with_columns({("demands", "mass_flow"): flow[1]})).status == "infeasible"


def test_what_cannot_be_served_is_infeasible():
    case = network()
    flow = np.outer([1.0, 60.0], case.column("demands", "mass_flow"))
    batch = lp.solve_many(case, {("demands", "mass_flow"): flow}, workers=1)
    assert (
        batch.status.tolist()[1]
        == lp.solve_steady(case.with_columns({("demands", "mass_flow"): flow[1]})).status
        == "infeasible"
    )
    assert np.isnan(batch.array[1]).all()
    assert batch.message(1).startswith("Infeasible")
    assert set(batch.modes("regulators").iloc[1]) == {""}


def test_columns_that_change_the_laws_are_solved_one_by_one():
    case = network()
    scenarios = lp.Scenarios(
        {("pipes", "diameter"): case.column("pipes", "diameter") * np.array([[1.0], [0.8]])}
    )
    batch = lp.solve_many(case, scenarios, workers=1)
    for number in range(2):
        assert_same(batch, number, alone(case, scenarios, number))


def test_order_and_processes_change_nothing():
    case, rng = network(), np.random.default_rng(3)
    columns = varied(case, rng, 150)
    order = rng.permutation(150)
    straight = lp.solve_many(case, columns, workers=1)
    mixed = lp.solve_many(case, {key: values[order] for key, values in columns.items()}, workers=2)
    assert (straight.status[order] == mixed.status).all()
    scale = 1.0 + np.abs(straight.array[order])
    assert np.nanmax(np.abs(straight.array[order] - mixed.array) / scale) <= SAME


def test_a_number_that_is_not_allowed_refuses_its_scenario_alone():
    case = network()
    pressure = np.array([[60e5, np.nan], [-1.0, np.nan], [60e5, 5e5], [np.nan, np.nan]])
    batch = lp.solve_many(case, {("supplies", "pressure"): pressure}, workers=1)
    assert batch.status.tolist()[1:] == [REFUSED] * 3
    assert batch.status[0].startswith("solved")
    assert batch.message(1) == "supplies[S].pressure: -1.0 is not allowed there."


def test_everything_that_does_not_fit_is_told_at_once():
    columns = {("demands", "mass_flow"): np.ones((2, 1)), ("demands", "colour"): np.ones((2, 1)),
               ("nodes", "name"): np.ones((2, 1))}  # fmt: skip
    with pytest.raises(lp.InputError) as told:
        lp.solve_many(network(), lp.Scenarios(columns, outages=[[("pipes", "XY")], []], names=["a", "a"]))
    assert len(told.value.findings) == 5


def test_an_interruption_keeps_what_is_done_and_a_second_run_goes_on(tmp_path):
    case = network()
    columns = varied(case, np.random.default_rng(4), 130)
    whole = lp.solve_many(case, columns, workers=1)

    def interrupted(done, _):
        if done >= 60:
            raise KeyboardInterrupt

    first = lp.solve_many(case, columns, workers=1, folder=tmp_path / "kept", progress=interrupted)
    assert first.counts[NOT_RUN] == 130 - 66
    assert not first.complete
    told = []
    second = lp.solve_many(
        case, columns, workers=1, folder=tmp_path / "kept", progress=lambda *at: told.append(at)
    )
    assert told[0][0] > 66
    assert second.complete
    assert (second.status == whole.status).all()
    assert np.allclose(second.array, whole.array, rtol=SAME, equal_nan=True)
    assert second.limits.equals(whole.limits)
    third = lp.solve_many(case, columns, workers=1, folder=tmp_path / "kept", progress=pytest.fail)
    assert np.array_equal(third.array, second.array, equal_nan=True)


def test_a_folder_with_another_batch_is_refused(tmp_path):
    case = network()
    columns = varied(case, np.random.default_rng(4), 3)
    lp.solve_many(case, columns, workers=1, folder=tmp_path)
    columns["demands", "mass_flow"] = columns["demands", "mass_flow"] * 1.01
    with pytest.raises(lp.InputError, match="another network, other scenarios"):
        lp.solve_many(case, columns, workers=1, folder=tmp_path)


def test_results_are_one_labelled_array():
    case = network()
    batch = lp.solve_many(case, lp.Scenarios(varied(case, np.random.default_rng(5), 2), names=["mon", "tue"]))
    assert batch.results.index.tolist() == ["mon", "tue"]
    assert batch.results.shape == batch.array.shape
    assert (
        batch.results.loc["tue", ("nodes", "pressure", "B")]
        == batch.table("nodes", "pressure").at["tue", "B"]
    )
    assert batch.message("mon").startswith("Solved in")


def test_a_prepared_network_is_taken_as_it_is():
    case = network()
    columns = varied(case, np.random.default_rng(6), 3)
    found = lp.solve_many(lp.prepare(case), columns, workers=1)
    assert np.array_equal(found.array, lp.solve_many(case, columns, workers=1).array, equal_nan=True)


def test_no_scenario_is_an_empty_batch():
    batch = lp.solve_many(network(), {})
    assert len(batch) == 0
    assert batch.complete
    assert batch.results.empty
