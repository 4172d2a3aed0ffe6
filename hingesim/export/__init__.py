"""Recordings as numbers for other programs: tables (`.csv .xlsx .parquet .nc`) and files of movement laboratories (`.mot .sto .trc .c3d`).

Layers within: `columns` (what can be written, with words and units), `table` (columns of one or several recordings), then a file a format.
"""

from hingesim.export.columns import GROUPS, read_columns
from hingesim.export.formats import FORMATS, export, export_table
from hingesim.export.frames import to_dataframe, to_xarray
from hingesim.export.rows import summary_rows, table_of_rows

__all__ = ["FORMATS", "GROUPS", "export", "export_table", "read_columns", "summary_rows", "table_of_rows", "to_dataframe", "to_xarray"]
