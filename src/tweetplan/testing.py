"""What plugin authors use in their own tests: `assert check_plugin("my_package.newsletter") == []`."""

from tweetplan.analysis.conformance import check_plugin
from tweetplan.domain.findings import Finding

__all__ = ["Finding", "check_plugin"]
