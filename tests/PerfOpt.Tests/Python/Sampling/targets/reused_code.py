"""Functions that are thrown away, so that their code objects' memory is used for others."""
import sys
import time

print("ready", flush=True)
end = time.monotonic() + float(sys.argv[1])
number = 0
while time.monotonic() < end:
    number += 1
    scope = {}
    exec(compile(
        f"import time\ndef made_{number}():\n"
        f"    end = time.monotonic() + 0.02\n    while time.monotonic() < end: pass\nmade_{number}()\n",
        f"/generated/{number}.py", "exec"), scope)
