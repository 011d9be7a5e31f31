"""A checks' child for tests: counts characters, finds the word `I`; `DEAF` never answers, `BAD` ends it."""

import json
import sys

PARTS = "\n---\n"


def parts(text: str) -> list[dict[str, object]]:
    made, start = [], 0
    for part in text.split(PARTS):
        count = len(part)
        made.append(
            {"start": start, "end": start + count, "weighted_length": count, "limit": 280, "valid": count <= 280}
        )
        start += count + len(PARTS)
    return made


def findings(text: str) -> list[dict[str, object]]:
    at = f" {text} ".find(" I ")
    if at < 0:
        return []
    return [{"rule": "C01.first-person", "severity": "error", "message": "first person: “I”", "where": "",
             "remedy": "Say “we”.", "start": at, "end": at + 1}]  # fmt: skip


def main() -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        text = asked["post"]["text"]
        if "BAD" in text:
            return
        if "DEAF" not in text:
            answer = {"id": asked["id"], "parts": parts(text), "findings": findings(text), "valid": True}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
