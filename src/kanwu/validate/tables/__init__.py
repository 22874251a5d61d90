"""Tables: rows and columns of figures, in Markdown, HTML, and text separated by tabs or commas.

The way of a table: `markdown`, `markup` and `separated` find the cells, `cells` reads the figures in them, `layout`
says by label and header what each row and column is, and the rules relate them. `evidence` decides when a sum that
does not close is an error of the table and when the table was only misread.
"""
