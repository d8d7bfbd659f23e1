# SPDX-License-Identifier: MIT-0
"""Prints your copy of the list, one entry per line: `python3 print_list.py copy.db`"""

import sys

from list_copy import ListCopy

if len(sys.argv) < 2:
    sys.exit("usage: python3 print_list.py copy.db")
for line in ListCopy(sys.argv[1]).lines():
    print(line)
