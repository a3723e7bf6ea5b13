"""Styles, scripts and pictures of the paper itself under names made of their content, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Also the modules that a script imports are named by their content: a browser may keep whatever is below /static/
    for a year, and would run a new script with an old module.
    """

    support_js_module_import_aggregation = True
