#!/usr/bin/env bash
# Uses the packed packages (artifacts/packages) as users' apps do: restores them beside the lowest versions that apps pin, publishes a native AOT app,
# and chats with the emulator. Every app exits with 0 when it got its answers.
set -euo pipefail
cd "$(dirname "$0")/../.."

output=artifacts/package-tests
emulator_log=$output/emulator.log
rm -rf "$output" tests/Packages/*/{bin,obj}
mkdir -p "$output"

step() { printf '\n-- %s\n' "$*"; }

step "Each packable project has a package, with its readme, its icon and nothing that does not belong there"
for project in src/*/*.csproj; do
  name=$(basename "$project" .csproj)
  package=$(find artifacts/packages -name "$name.[0-9]*.nupkg")
  [ -f "$package" ] || { echo "No package of $name."; exit 1; }
  files=$(unzip -Z1 "$package")
  for file in README.md icon.png; do
    grep -qx "$file" <<<"$files" || { echo "$name has no $file."; exit 1; }
  done
  if grep '^lib/.*\.json$' <<<"$files"; then echo "$name has files that do not belong in a library."; exit 1; fi
  echo "$package"
done

step "The emulator, as a tool"
dotnet tool install LmStudio.AI.Emulator.Tool --tool-path "$output/tool" --source "$PWD/artifacts/packages"
"$output/tool/lmstudio-emulator" serve --port 0 --tokens-per-second 10000 >"$emulator_log" &
emulator=$!
trap 'kill "$emulator"' EXIT
for _ in $(seq 100); do
  endpoint=$(grep -o 'http://[^ ]*' "$emulator_log" || true)
  [ -z "$endpoint" ] || break
  sleep 0.1
done
echo "$endpoint"

step "An app on .NET 10 with Microsoft.Extensions.* 10.0.0"
dotnet build -v quiet -nologo -clp:NoSummary tests/Packages/Net10
dotnet tests/Packages/Net10/bin/Debug/net10.0/Net10App.dll "$endpoint"

step "An app on .NET 8 with Microsoft.Extensions.* 8.0.0"
dotnet build -v quiet -nologo -clp:NoSummary tests/Packages/Net8
dotnet tests/Packages/Net8/bin/Debug/net8.0/Net8App.dll "$endpoint"

step "An app on .NET Framework 4.7.2"
dotnet build -v quiet -nologo -clp:NoSummary tests/Packages/NetFramework
if command -v mono >/dev/null; then
  mono tests/Packages/NetFramework/bin/Debug/net472/NetFrameworkApp.exe "$endpoint"
else
  echo "Skipped: it was built, but there is no mono to run it."
fi

step "A native AOT app"
if command -v clang >/dev/null; then
  dotnet publish -v quiet -nologo -clp:NoSummary tests/Packages/NativeAot -c Release --ucr -o "$output/aot"
  printf 'size: %s bytes\n' "$(stat -c %s "$output/aot/NativeAotApp")"
  "$output/aot/NativeAotApp" "$endpoint"
  echo "And once more, with a server that is warm:"
  "$output/aot/NativeAotApp" "$endpoint" | grep "first answer"
else
  echo "Skipped: there is no clang to link it with."
fi
