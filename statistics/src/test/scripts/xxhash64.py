"""XXH64 by python3-xxhash of Debian 12: /usr/bin/python3 xxhash64.py > ../resources/vectors/xxhash64.json"""
import json
import xxhash

texts = ["", "a", "ab", "abcd", "abcdefg", "abcdefgh", "0001", "user-42", "alice@example.com", "jos\u00e9", "\u6771\u4eac", "\U0001f600",
         "f7a1c2d4-9b1e-4c6f-8f52-0a1b2c3d4e5f", "x" * 31, "x" * 32, "x" * 33, "x" * 100]
rows = [{"seed": str(seed), "text": text, "hash": str(xxhash.xxh64(text.encode(), seed=seed).intdigest())}
        for seed in (0, 1, 2**64 - 59) for text in texts]
assigned = [{"salt": salt, "key": key, "hash": str(xxhash.xxh64(key.encode(), seed=xxhash.xxh64(salt.encode()).intdigest()).intdigest())}
            for salt in ("", "checkout-2026", "\u6771") for key in ("0001", "user-42", "f7a1c2d4-9b1e-4c6f-8f52-0a1b2c3d4e5f")]
print(json.dumps({"source": "xxhash64.py, python3-xxhash " + xxhash.VERSION, "rows": rows, "assigned": assigned}, indent=1))
