"""The gallery: scenarios with a lesson, drawn and told for teachers.

`collection` reads the folder, `build` simulates and draws what is stale, `page` and `markdown` write the index.
"""
