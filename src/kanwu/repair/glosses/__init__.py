"""Glosses: the pinyin a web tool wrote behind characters, byte by byte, in GBK text.

The tool looked for the two bytes of certain characters and put `(reading)` after them, without respecting where a
character begins. Mostly that gives `區(qū)`; where the two bytes belong to two neighbours, it tears both apart.
"""
