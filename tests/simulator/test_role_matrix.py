from simulator.directory import Person
from simulator.grants import USER_SCOPES
from simulator.roles import SCOPES
from simulator.world import World
from tests.simulator.speaking import As, only

# Who may call what (reference 16): everybody for themselves, administrators, compliance officers.
CALLS = "/convergedRecordings"
MATRIX = {
    ("GET", "/recordings"): "user admin officer",
    ("POST", "/recordings/query"): "user admin officer",
    ("GET", "/recordings/0"): "user admin officer",
    ("DELETE", "/recordings/0"): "user admin officer",
    ("POST", "/recordings/softDelete"): "user admin",
    ("POST", "/recordings/restore"): "user admin",
    ("POST", "/recordings/purge"): "user admin",
    ("POST", "/recordings/0/accessList"): "user admin",
    ("GET", "/admin/recordings"): "admin officer",
    ("POST", "/admin/recordings/query"): "admin officer",
    ("DELETE", "/admin/recordings/0"): "admin",
    ("GET", CALLS): "user",
    ("GET", f"{CALLS}/0"): "user admin officer",
    ("GET", f"{CALLS}/0/metadata"): "user admin officer",
    ("DELETE", f"{CALLS}/0"): "officer",
    ("POST", f"{CALLS}/softDelete"): "user admin",
    ("POST", f"{CALLS}/restore"): "user admin",
    ("POST", f"{CALLS}/purge"): "user admin",
    ("POST", f"{CALLS}/reassign"): "admin",
    ("GET", f"/admin{CALLS}"): "admin officer",
    ("GET", "/meetings"): "user admin",
    ("GET", "/meetingTranscripts"): "user admin",
    ("GET", "/meetingTranscripts/0/download"): "user admin officer",
    ("DELETE", "/meetingTranscripts/0"): "user officer",
    ("GET", "/admin/meetingTranscripts"): "officer",
    ("GET", "/meetingParticipants"): "user admin",
    ("GET", "/meetingSummaries"): "user",
    ("DELETE", "/meetingSummaries/0"): "user officer",
    ("GET", "/admin/meetingSummaries"): "officer",
    ("GET", "/meetingPreferences/sites"): "user admin",
    ("GET", "/recordingReport/accessSummary"): "user admin",
}


def test_each_kind_of_token_opens_what_it_is_for_and_nothing_else(
    speak: As, world: World, ana: Person, bot: Person
) -> None:
    world.make_admin(ana)
    world.make_officer(ana)
    kinds = {
        "user": only(world, ana, *USER_SCOPES),
        "admin": only(world, ana, *SCOPES["meetings"], *SCOPES["calling"]),
        "officer": only(world, ana, *SCOPES["officer"]),
        "bot": bot.token,
    }
    for (verb, path), wanted in MATRIX.items():
        let_in = [kind for kind, token in kinds.items() if speak(token).request(verb, path, json={}).status_code != 403]
        assert " ".join(let_in) == wanted, (verb, path)


def test_without_the_role_the_same_tokens_open_nothing(speak: As, world: World, ana: Person) -> None:
    mighty = only(world, ana, *frozenset().union(*SCOPES.values()))
    for verb, path in MATRIX:
        assert speak(mighty).request(verb, path, json={}).status_code == 403, (verb, path)
