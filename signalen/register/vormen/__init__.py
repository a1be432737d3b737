"""Forms of an edition: one description of its tables and words, and a writer per kind of file.

`soorten` says which forms there are, `zetsel` what each is made from, `tafels` which tables that gives.
The heavy libraries (extra `register`) are loaded when a file is made; `operations` makes and keeps the
files.
"""
