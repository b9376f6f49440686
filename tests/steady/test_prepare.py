"""A prepared network gives what a fresh solve gives."""

import numpy as np
import pytest

import linepack as lp
from linepack.network import GasSpec, Network, NetworkHeader

SAME = 1e-9


def network():
    gas = GasSpec(eos="papay", temperature=283.15, composition={"methane": 0.96, "ethane": 0.04})
    size = {"length": 4e4, "diameter": 0.6, "roughness": 2e-5}
    ends = [("A", "B"), ("B", "C"), ("A", "C"), ("D", "E")]
    return Network.build(
        header=NetworkHeader(name="ring", gas=gas),
        nodes=[{"id": node, "elevation": at} for node, at in zip("ABCDE", (0, 150, 0, 0, 300), strict=True)],
        pipes=[{"id": a + b, "from_node": a, "to_node": b, **size} for a, b in ends],
        regulators=[
            {
                "id": "R",
                "from_node": "C",
                "to_node": "D",
                "control": "outlet_pressure",
                "outlet_pressure": 30e5,
            }
        ],
        supplies=[{"id": "S", "node": "A", "control": "pressure", "pressure": 60e5}],
        demands=[{"id": "B", "node": "B", "mass_flow": 20.0}, {"id": "E", "node": "E", "mass_flow": 10.0}],
    )


@pytest.mark.parametrize(
    ("kind", "name", "values"),
    [
        ("demands", "mass_flow", [35.0, 5.0]),
        ("supplies", "pressure", [70e5]),
        ("regulators", "outlet_pressure", [25e5]),
        ("pipes", "diameter", [0.7, 0.5, 0.6, 0.4]),
    ],
)
def test_other_numbers_give_what_a_fresh_solve_gives(kind, name, values):
    prepared, columns = lp.prepare(network()), {(kind, name): np.array(values)}
    fresh = lp.solve_steady(network().with_columns(columns))
    for start in (None, prepared.solve()):
        again = prepared.solve(columns, start=start)
        assert again.status == fresh.status == "solved"
        assert again.nodes["pressure"].to_numpy() == pytest.approx(
            fresh.nodes["pressure"].to_numpy(), rel=SAME
        )


def test_the_prepared_network_stays_as_it_is():
    prepared = lp.prepare(network())
    before = prepared.solve().nodes["pressure"].to_numpy()
    prepared.solve({("demands", "mass_flow"): np.array([1.0, 2.0])})
    assert prepared.solve().nodes["pressure"].to_numpy() == pytest.approx(before, rel=SAME)


def test_a_number_that_is_not_allowed_is_refused():
    with pytest.raises(lp.InputError, match=r"pipes\[AB\].diameter"):
        lp.prepare(network()).solve({("pipes", "diameter"): np.array([-1.0, 0.5, 0.6, 0.4])})


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(lp.InputError, match=r"pipes\.bore"):
        lp.prepare(network()).solve({("pipes", "bore"): np.zeros(4)})


def test_a_table_that_was_changed_does_not_change_the_solution():
    solution = lp.prepare(network()).solve()
    table = solution.nodes
    table.loc["A", "pressure"] = 0.0
    assert solution.nodes.at["A", "pressure"] == pytest.approx(60e5)
