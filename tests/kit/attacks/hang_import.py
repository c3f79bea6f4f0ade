"""Never comes to the end of its import."""
# Proof: timeout

import time

while True:
    try:
        time.sleep(1)
    except BaseException:
        continue
