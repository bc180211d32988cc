# What the comparisons share: building and asking NodeNet, and numbers for tables. To be sourced; "here" is the folder of the benchmarks.

program="$here/NodeNet.Benchmarks/bin/Release/net10.0/NodeNet.Benchmarks.dll"

wrong() { echo "$1" >&2; exit 2; }

build_nodenet() { dotnet build --configuration Release --verbosity quiet --nologo "$here/NodeNet.Benchmarks" >&2; }

median_of_json() { sed -n 's/.*"samples_per_second":{"median":\([0-9.e+-]*\).*/\1/p'; }

nodenet_speed() { # the arguments of throughput
    dotnet "$program" throughput "$@" --repeat 1 --json | median_of_json
}

machine_line() {
    local processor
    processor=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
    echo "${processor:-unknown processor}; $(dotnet "$program" machine); $(date -u +%Y-%m-%d)"
}

median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
larger() { awk -v a="$1" -v b="$2" 'BEGIN { print (a > b) ? a : b }'; }
# 1234567 as 1,235,000: four digits say all that a measurement can.
readable() {
    awk -v x="$1" 'BEGIN { f = 1; while (x / f >= 10000) f *= 10; s = sprintf("%.0f", sprintf("%.0f", x / f) * f)
        while (match(s, /^[0-9]+[0-9][0-9][0-9]($|,)/)) { p = index(s, ","); if (!p) p = length(s) + 1; if (p <= 4) break; s = substr(s, 1, p - 4) "," substr(s, p - 3) }
        print s }'
}
