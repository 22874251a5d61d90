"""Punctuation: marks that lost their Chinese form, spaces that do not belong, and the quotes of a house style."""
