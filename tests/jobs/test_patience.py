"""Patience by itself: what it says, when, and how often."""

import threading

from jobs.patience import Patience
from tests.jobs.bench import SOON
from tests.logbook import logbook

NEVER = 3600.0


class Said:
    """What was posted and what was edited, by turns; the first post can be held up."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.begun = threading.Event()
        self.posted = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def post(self, text: str) -> None:
        self.begun.set()
        assert self.go_on.wait(SOON)
        self.words.append(f"post {text}")
        self.posted.set()

    def edit(self, text: str) -> None:
        self.words.append(f"edit {text}")

    def after(self, seconds: float) -> Patience:
        return Patience(seconds, "still", self.post, self.edit)


def running_timer() -> threading.Timer:
    """That of the patience under way; those of earlier ones may not have noticed yet that they were cancelled."""
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    (running,) = [timer for timer in timers if not timer.finished.is_set()]
    return running


def refuse(_: str) -> None:
    raise ValueError("TELLING")


def test_who_is_answered_in_time_hears_nothing() -> None:
    said = Said()
    with said.after(NEVER) as patience:
        patience.tell("half way")
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    for timer in timers:
        timer.join(SOON)
    assert not any(timer.is_alive() for timer in timers), "a timer would keep the process from ending"
    assert said.words == []


def test_it_speaks_once() -> None:
    said = Said()
    with said.after(0.0):
        assert said.posted.wait(SOON)
    assert said.words == ["post still"]


def test_what_it_is_told_before_it_speaks_are_its_first_words() -> None:
    said = Said()
    patience = said.after(NEVER)
    with patience:
        patience.tell("half way")
        patience.speak()  # as the timer does when it is time
    assert said.words == ["post half way"]


def test_what_it_is_told_afterwards_is_put_into_the_note() -> None:
    said = Said()
    with said.after(0.0) as patience:
        assert said.posted.wait(SOON)
        patience.tell("half way")
        patience.tell("nearly")
    assert said.words == ["post still", "edit half way", "edit nearly"]


def test_it_puts_no_more_words_into_the_note_than_webex_takes() -> None:
    said = Said()
    with said.after(0.0) as patience:
        assert said.posted.wait(SOON)
        for number in range(50):
            patience.tell(str(number))
    assert len(said.words) == 10, "Webex lets a message be changed ten times; one is left in reserve"


def test_a_note_under_way_is_waited_for() -> None:
    said = Said()
    said.go_on.clear()

    def wait() -> None:
        with said.after(0.0):
            assert said.begun.wait(SOON)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert said.begun.wait(SOON)
    assert said.words == []
    said.go_on.set()
    waiting.join(SOON)
    assert said.words == ["post still"]


def test_when_it_is_over_it_says_nothing_any_more() -> None:
    said = Said()
    patience = said.after(NEVER)
    with patience:
        pass
    patience.speak()  # the timer was about to, when it was cancelled
    patience.tell("too late")
    assert said.words == []


def test_a_note_that_fails_is_logged_without_its_words_and_the_answer_goes_on() -> None:
    patience = Patience(NEVER, "TELLING", refuse, refuse)
    with logbook() as written:
        with patience:
            patience.speak()
            patience.tell("TELLING too")
        assert written().count("note.failed") == 2
        assert "TELLING" not in written()
