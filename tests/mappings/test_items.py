"""Fingerprints that stand in calendars and ledgers already go on meaning the same."""

from dataclasses import replace

from mappings.items import Attendee, Source, plan_digest
from tests.make import make_event, make_task

INVITING = make_event(attendees=(Attendee("kari@example.org", "Kari"), Attendee("ola@example.org")))


def test_what_was_stamped_before_there_were_invitations_still_fits() -> None:
    assert plan_digest(make_event()) == "daa8a25957e103f8"
    assert plan_digest(make_task()) == "d13f08910349a25d"


def test_each_part_of_an_invitation_counts() -> None:
    digests = {
        plan_digest(item)
        for item in (
            make_event(),
            INVITING,
            replace(INVITING, mail=True),
            replace(INVITING, attendees=INVITING.attendees[:1]),
            make_event(source=Source("https://example.org")),
            make_event(source=Source("https://example.org", "Plan")),
        )
    }
    assert len(digests) == 6


def test_a_name_is_only_said_along_and_is_nobodys_difference() -> None:
    renamed = make_event(attendees=(Attendee("kari@example.org", "K. Eksempel"), Attendee("ola@example.org")))
    assert renamed == INVITING
    assert plan_digest(renamed) == plan_digest(INVITING)
