"""Numbers out: one rep as a table, with a header that a class understands, and what stands in it at the bottom.

Writes rep.csv for a spreadsheet; needs `hingesim[export]`.
"""

from hingesim import Scenario, simulate

if __name__ == "__main__":
    recording = simulate(Scenario().replace(band={"name": "light", "distance_m": 2.0}))
    table = recording.to_dataframe(columns="com,cop,heel,band")
    print(table.describe().loc[["min", "max"]].round(3).T.to_string())
    recording.export("rep.csv", columns="com,cop,heel,band", rate_hz=50)
