"""One line of what the doctor says."""

from tweetplan.domain.findings import Finding
from tweetplan.domain.values import frozen


@frozen
class Check:
    """One thing that was looked at: how it stands, and the command that mends it when it does not stand well."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""

    @property
    def finding(self) -> Finding:
        """The same as a finding, for lists that hold nothing else."""
        return Finding(f"doctor.{self.name}", "note" if self.ok else "warning", self.detail, remedy=self.remedy)
