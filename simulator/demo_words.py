"""What the people of the demo say in their meetings, and what the AI notes of it. By the start of a topic.

Where there are several talks, the newest recording has the first of them.
"""

from __future__ import annotations

ANA, BO, CHEN, DANA, LENA, TOM = (
    "Ana Ruiz",
    "Bo Lindqvist",
    "Chen Wei",
    "Dana Okafor",
    "Lena Müller",
    "Tom",
)
Lines = list[tuple[str, float, str]]

# Each is the middle of a real talk: people agree, object, forget to unmute and come back to the budget.
TALKS: dict[str, list[Lines]] = {
    "Atlas kick-off": [
        [
            (ANA, 4.2, "Good morning everybody, let's give Chen one more minute to dial in."),
            (CHEN, 21.0, "I'm here, it is five in the evening for me, so please be quick."),
            (ANA, 27.5, "Atlas moves our billing export off the old server. It has to be live before the end of May."),
            (BO, 41.3, "Live for everybody, or live for the first ten customers?"),
            (ANA, 46.0, "The first ten. The rest follow once the numbers match for two weeks in a row."),
            (CHEN, 58.8, "Then I need the dry-run flag first, otherwise nobody can compare anything."),
            (BO, 67.1, "I can take the dry-run flag, it's mostly there already."),
            (ANA, 75.9, "And the budget cut? Finance gave us forty thousand for this quarter."),
            (CHEN, 86.4, "Forty thousand is fine if we don't buy the second database."),
            (BO, 95.0, "Let's not buy the second database, then."),
            (ANA, 102.2, "Agreed. Risks: the export runs at midnight, and midnight is breakfast time in Singapore."),
            (CHEN, 115.6, "Seven in the morning. And yes, it hits our first peak."),
            (ANA, 124.0, "So we move it to nine in the evening, Madrid time. I'll write that down."),
            (BO, 133.7, "And please, no more meetings called kick-off two."),
            (ANA, 140.1, "No promises. Thank you all, the recording will be in the space."),
        ]
    ],
    "Weekly sync": [
        [
            (ANA, 6.0, "Welcome to the weekly sync. Bo, do you want to start?"),
            (BO, 11.4, "Sure. The new card layout is done, I'm waiting for a review from Chen."),
            (CHEN, 20.2, "You'll get it today. I was busy with the night deploy."),
            (ANA, 27.9, "How did that go?"),
            (CHEN, 30.5, "Two minutes of downtime, nobody noticed except the monitoring."),
            (BO, 38.1, "And except Dana, who was giving a demo at that very moment."),
            (CHEN, 43.7, "I apologised to her. Twice."),
            (ANA, 49.0, "Next: the customer in Hamburg still waits for the invoice export."),
            (BO, 57.3, "That's blocked until the tax rates are right, I would say Thursday."),
            (ANA, 66.8, "Thursday is fine, Friday isn't. Please tell me on Wednesday if it slips."),
            (CHEN, 75.2, "One more thing from me: the test server runs out of disk space about once a week."),
            (ANA, 83.6, "Then let's order a bigger disk and stop cleaning it up by hand."),
            (BO, 90.0, "Finally somebody says it."),
        ],
        [
            (ANA, 5.2, "Short one today, half of us are travelling."),
            (CHEN, 10.6, "I'm at the airport, if it gets loud that's not me."),
            (ANA, 16.3, "The numbers of the billing export matched for five days in a row."),
            (BO, 23.8, "On the sixth day they didn't, by eleven cents."),
            (CHEN, 30.0, "Rounding. The old system rounds every line, the new one only the total."),
            (ANA, 38.7, "Which of the two does the tax office want?"),
            (BO, 43.1, "Every line, I asked. So the new one is wrong, beautifully wrong."),
            (CHEN, 51.9, "Then I'll change it on the plane and deploy on Monday."),
            (ANA, 58.4, "Please deploy from the ground."),
        ],
        [
            (ANA, 4.8, "Before we start: welcome back, Bo. How was the holiday?"),
            (BO, 9.9, "Too short, and I dreamt of invoices."),
            (ANA, 15.0, "We hired somebody, Farah begins on the first of next month."),
            (CHEN, 22.6, "Great. Does she get the laptop before or after her first day this time?"),
            (ANA, 29.5, "Before, I ordered it myself."),
            (BO, 34.1, "I'd like her to begin with the search, that's where we're slowest."),
            (CHEN, 41.7, "The search takes four seconds because nobody ever added the index."),
            (ANA, 49.3, "Could we add the index today, instead of talking about it every week?"),
            (CHEN, 56.0, "It's running as we speak."),
        ],
    ],
    "Design crit: <Button>": [
        [
            (BO, 3.5, "This is the third round on buttons, and I promise it's the last one."),
            (DANA, 10.2, "From the outside: I couldn't tell which of the two was the dangerous one."),
            (BO, 18.0, "The red one deletes, the grey one goes back."),
            (DANA, 23.3, "In my theme they are both grey."),
            (ANA, 27.7, "That's a good catch. Colour alone is not enough, we need a word or an icon."),
            (BO, 36.4, "A word. Icons are read differently in every country."),
            (ANA, 43.0, "And the label has to say what happens: delete recording, not just okay."),
            (DANA, 51.6, "While you're at it, the touch target is too small on my phone."),
            (BO, 58.8, "Forty-four pixels it is. I'll send screenshots tomorrow."),
        ]
    ],
    "Design crit 🎨": [
        [
            (BO, 5.0, "Colours. I know that everybody has an opinion on colours."),
            (ANA, 10.8, "My only opinion is that the contrast has to be four point five to one."),
            (DANA, 18.1, "The light blue fails that on white, I measured it."),
            (BO, 24.6, "Then the light blue becomes a border and never a text."),
            (DANA, 31.9, "I can live with that, even though I liked it."),
        ]
    ],
    "1:1 Ana / Bo": [
        [
            (ANA, 7.7, "How are you, honestly?"),
            (BO, 10.9, "Tired, but good. The last release took three weekends."),
            (ANA, 18.5, "That must not happen again. Take the Friday off, and the one after that."),
            (BO, 26.0, "Thank you. I'd also like to go to the accessibility conference in June."),
            (ANA, 33.4, "Send me the price, I'll find the money."),
        ]
    ],
    "Retro [sprint 41]": [
        [
            (ANA, 4.0, "What went well this sprint?"),
            (CHEN, 8.2, "We shipped on time, for the first time since autumn."),
            (BO, 14.7, "And the rollback script worked when we needed it."),
            (ANA, 21.1, "What didn't?"),
            (BO, 24.0, "We found out about the new tax rules from a customer."),
            (CHEN, 31.5, "Code review takes too long, my oldest pull request is nine days old."),
            (ANA, 40.3, "Suggestion: nobody starts something new while a review is older than two days."),
            (BO, 49.9, "Let's try it for one sprint and see who complains."),
        ]
    ],
    "Customer call": [
        [
            (ANA, 5.1, "Thank you for taking the time, Ms Müller. I'd like to record this call if that's alright."),
            (LENA, 13.6, "That's fine, as long as I get a copy."),
            (ANA, 18.2, "Of course, you'll have the link this afternoon."),
            (LENA, 24.9, "We're happy with the product. What we're not happy with is the invoice export."),
            (ANA, 33.0, "What exactly is wrong with it?"),
            (LENA, 36.7, "Every month two or three invoices are missing, and my tax adviser calls me."),
            (ANA, 45.8, "That's a bug we know, it's about credit notes at the end of a month."),
            (LENA, 54.4, "When will it be fixed? We'd like to sign for another three years, but not like this."),
            (ANA, 64.0, "You'll have a date by Friday, and the fix before the end of May."),
            (LENA, 72.3, "Then send me the contract with that date in it."),
        ]
    ],
    "Incident 1729": [
        [
            (CHEN, 3.0, "At three twenty-two the disk of the main database was full, and writes began to fail."),
            (ANA, 12.4, "Who noticed first?"),
            (CHEN, 15.1, "A customer. The alert had been muted during the move and never switched on again."),
            (BO, 24.8, "How long were we down?"),
            (CHEN, 28.0, "Forty-seven minutes, of which thirty were spent looking for the password."),
            (ANA, 37.9, "That's the part that worries me. Where was it?"),
            (CHEN, 42.6, "In a vault that only opens from the office network. I was at home."),
            (BO, 51.0, "So the root cause is a full disk, and the reason it took so long is us."),
            (ANA, 59.5, "No blame. Two people get emergency access, and muted alerts come back after an hour."),
            (CHEN, 69.9, "I'll write the report tonight."),
        ]
    ],
    "Night deploy": [
        [
            (CHEN, 2.0, "It's midnight, starting the deploy. Talking to myself for the record."),
            (CHEN, 41.0, "Migration is through, twelve seconds, no locks."),
            (CHEN, 95.5, "First health check is green. Switching the traffic over now."),
            (CHEN, 210.0, "Error rate back to normal. Good night, everybody who listens to this."),
        ]
    ],
    "Globex roadmap": [
        [
            (DANA, 6.6, "This is our plan for the second half of the year, please don't share it any further."),
            (BO, 14.0, "Understood. Is the interface to our billing still in it?"),
            (DANA, 20.2, "It moved to October, because your side isn't ready before the summer."),
            (BO, 28.7, "That's fair. The export will be live in May, so we could test in June."),
            (DANA, 37.5, "Let's plan two weeks of testing in June, then. I'll send an invitation."),
            (TOM, 46.1, "Sorry, I was on mute. Who pays for the test environment?"),
            (DANA, 51.3, "We do, it's in the budget."),
        ]
    ],
    "Accessibility": [
        [
            (BO, 4.4, "I went through the whole product with a screen reader, eyes closed."),
            (ANA, 11.0, "How far did you get?"),
            (BO, 13.8, "To the login page. The password field has no label."),
            (ANA, 20.5, "That's embarrassing, and easy to fix."),
            (BO, 25.2, "The list of recordings is better, it reads the date before the title."),
            (ANA, 33.3, "Make it the title first. Nobody looks for a recording by its second."),
        ]
    ],
}

SUMMARIES: dict[str, tuple[str, list[str]]] = {
    "Atlas kick-off": (
        "<h3>Atlas kick-off</h3><p>The team planned the move of the <b>billing export</b>.</p><ul>"
        "<li>The first ten customers go live before the end of May.</li>"
        "<li>A budget of &euro;40,000 is enough without a second database.</li>"
        "<li>The nightly run moves to 21:00 Madrid time.</li></ul>",
        [
            "Bo: finish the dry-run flag",
            "Ana: move the nightly run to 21:00",
            "Chen: compare the numbers for two weeks",
        ],
    ),
    "Weekly sync": (
        "<p>Progress since last week: the card layout waits for review, the night deploy took two minutes.</p>"
        "<p>The invoice export for <i>Hamburg</i> is due on Thursday &amp; depends on the tax rates.</p>",
        ["Chen: review the card layout today", "Bo: warn Ana on Wednesday if the export slips", "Order a bigger disk"],
    ),
    "Design crit: <Button>": (
        "<p>Third round on buttons. Destructive buttons need a <strong>word</strong>, not only a colour, and "
        "&quot;OK&quot; is no label.</p><ol><li>Say what happens</li><li>44 pixels for touch</li></ol>",
        ["Bo: send screenshots tomorrow"],
    ),
    "Customer call": (
        "<p>Ms M&uuml;ller would sign for three more years once the invoice export no longer loses credit notes.</p>",
        ["Ana: name a date by Friday", "Ana: send the contract with that date", "Send Ms Müller the recording"],
    ),
    "Incident 1729": (
        "<p>The main database was down for 47 minutes because of a full disk.</p>"
        "<table><tr><td>03:22</td><td>writes fail</td></tr><tr><td>04:09</td><td>recovered</td></tr></table>",
        ["Two people get emergency access", "Muted alerts come back after an hour", "Chen: write the report"],
    ),
    "Globex roadmap": (
        "<p>The interface to billing moved to October; two weeks of testing are planned for June.</p>",
        [],
    ),
}

GUESTS: dict[str, list[str]] = {
    "Atlas kick-off": ["Meeting room Goya"],
    "Customer call": [LENA],
    "Globex roadmap": [TOM],
    "All hands": ["+34 91 555 01 99", "Reception"],
}
