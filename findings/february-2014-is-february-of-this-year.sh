#!/usr/bin/env bash
set -euo pipefail
command -v go >/dev/null || { echo "needs Go"; exit 2; }
# when 1.1.0 (Go, github.com/olebedev/when) finds the first date of an English text, counted from a day that it is given,
# here 15 June 2024.
# Guess: a date with its year is that date; one without a year is the next or the last one.
# Seen: it knows day and month, and leaves out the year that stands behind them: "on February 17, 2014" is 17 February 2024,
# "the resolution of March 28, 2014" 28 March 2024, and no error. With the day first, as the United Nations write it, the
# month in front of a year is not found at all: "on 17 February 2014" is nothing, while "on 17 February" is found. A date in
# figures is right (17/2/2014).
# Who is hurt: a line of time or a calendar made from a text of history has all of it in this year. What to do: look whether
# the words that it found (Text) end before a year, and refuse those.
work="$(mktemp -d)"
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
export GOPATH="$work/go" GOFLAGS=-modcacherw
cat > go.mod <<'END'
module try

go 1.20
END
cat > main.go <<'END'
package main

import (
	"fmt"
	"time"

	"github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
)

func main() {
	parser := when.New(nil)
	parser.Add(en.All...)
	parser.Add(common.All...)
	day := time.Date(2024, 6, 15, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"on February 17, 2014", "the resolution of March 28, 2014", "on 17 February 2014", "on 17 February", "on 17/2/2014",
	} {
		found, err := parser.Parse(text, day)
		if err != nil || found == nil {
			fmt.Println(text, "->", "nothing", err)
			continue
		}
		fmt.Println(text, "->", found.Time.Format("2006-01-02"), found.Text)
	}
}
END
go get github.com/olebedev/when@v1.1.0 2>/dev/null
go run . | tee seen.txt
diff seen.txt - <<'KNOWN'
on February 17, 2014 -> 2024-02-17 February 17
the resolution of March 28, 2014 -> 2024-03-28 March 28
on 17 February 2014 -> nothing <nil>
on 17 February -> 2024-02-17 17 February
on 17/2/2014 -> 2014-02-17 17/2/2014
KNOWN
