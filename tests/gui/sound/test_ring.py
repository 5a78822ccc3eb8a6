from __future__ import annotations

from blfpanel.gui.sound.ring import Ring


def sound(samples: int, value: int = 1) -> bytes:
    return bytes([value, 0]) * samples


def test_gives_silence_until_there_is_some_reserve() -> None:
    ring = Ring(margin=20, limit=200)
    assert ring.take(20) == bytes(20)
    ring.put(sound(15))
    assert ring.take(20) == bytes(20), "30 octets are no reserve beyond 20"
    ring.put(sound(5))
    assert ring.take(20) == sound(10)
    assert ring.take(20) == sound(10), "once it flows, the reserve may be used"
    assert ring.underruns == 0


def test_runs_dry_with_what_there_is_and_builds_its_reserve_again() -> None:
    ring = Ring(margin=20, limit=200)
    ring.put(sound(25))
    ring.take(20)
    ring.take(20)
    assert ring.take(20) == sound(5) + bytes(10)
    assert ring.underruns == 1
    ring.put(sound(10))
    assert ring.take(20) == bytes(20)
    ring.put(sound(10))
    assert ring.take(20) == sound(10)


def test_too_much_leaves_out_the_oldest() -> None:
    ring = Ring(margin=20, limit=100)
    ring.put(sound(50, 1))
    assert len(ring) == 100
    ring.put(sound(5, 2))
    assert len(ring) == 20
    assert ring.left_out == 90
    assert ring.drain(1000) == sound(5, 1) + sound(5, 2)


def test_what_only_waits_is_left_out_after_a_while() -> None:
    ring = Ring(margin=20, limit=400)
    ring.put(sound(100))  # 200 octets come before anybody asks
    for _ in range(300):
        ring.put(sound(10))
        assert ring.take(20) == sound(10)
    assert len(ring) == 20
    assert ring.left_out == 180


def test_a_slow_reader_keeps_the_delay_short() -> None:
    ring = Ring(margin=20, limit=200)
    for _ in range(1000):
        ring.put(sound(11))  # one sample in ten too many
        ring.take(20)
        assert len(ring) <= 200
    assert ring.left_out > 1500


def test_whole_samples_only_are_left_out() -> None:
    ring = Ring(margin=3, limit=10)
    ring.put(sound(3) + b"\1")
    ring.put(sound(3))
    assert ring.left_out % 2 == 0


def test_skip_leaves_out_the_oldest() -> None:
    ring = Ring(margin=0, limit=100)
    ring.put(sound(2, 1) + sound(2, 2))
    ring.skip(4)
    assert ring.drain(100) == sound(2, 2)
    ring.skip(4)
    assert ring.left_out == 4


def test_drain_gives_what_there_is_and_clear_forgets() -> None:
    ring = Ring(margin=0, limit=100)
    ring.put(sound(10))
    assert ring.drain(8) == sound(4)
    ring.clear()
    assert ring.drain(8) == b""
