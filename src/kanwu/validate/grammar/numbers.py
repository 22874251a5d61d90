"""How numbers are grouped elsewhere: by two digits in South Asia, whose words and currencies tell."""

from __future__ import annotations

INDIAN = (
    r"₹|৳|\b(?:Rs|INR|BDT|NPR|PKR|LKR|Tk|lakhs?|crores?|rupees?|India|Indian|Bangladesh|Nepal|Pakistan)\b"
    "|印度|卢比|盧比"
)
"""Words beside which 3,80,755 is a sound number (the Indian numbering system: lakh, crore)."""
