"""Passages in the other script."""

from __future__ import annotations

import kanwu

OWN = "图书馆开放时间请见门口的说明，读书会报名从周三开始。"
OTHER = "圖書館開放時間請見門口的說明，讀書會報名從週三開始。"
ONLY = kanwu.Config(select=("VAR002",))


def test_the_span_is_the_passage() -> None:
    """The finding covers the sentences in the other script and gives the counts of both."""
    text = f"{OWN}{OWN}\n{OTHER}\n{OWN}"
    (finding,) = kanwu.clean(text, ONLY).findings
    assert text[finding.start : finding.end] == OTHER
    assert finding.evidence["passage"].startswith("Traditional")
    assert finding.evidence["document"].startswith("mixed")
    assert finding.fix is None


def test_findings_are_bounded() -> None:
    """A document that changes its script with every sentence has a finding for the first ones, which count all."""
    findings = kanwu.clean((OWN + OTHER) * 100 + OWN * 40, ONLY).findings
    assert len(findings) == 20
    assert {finding.evidence["passages"] for finding in findings} == {"100"}
