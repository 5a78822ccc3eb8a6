<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Account</name>
    <message>
        <source>Registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}, next try in {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, encrypted (TLS)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountBox</name>
    <message>
        <source>No account</source>
        <extracomment>from these widths on there is more room kind of account state → icon and colour token the order in which accounts need attention</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>A fault in blfpanel: {fault}. It goes on; the log tells more.</source>
        <extracomment>How often the window&apos;s thread sees whether it is time to look for reference cycles. Opens a phone that is not started yet, and cleans up behind it (a built-in PBX, say); what it gets makes the sound of calls. Lets other programs act through the phone while its block runs; gets what shows the window.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Call</name>
    <message>
        <source>Wants you to talk to {target} instead</source>
        <extracomment>Below this estimate (1 to 4.5) people complain about the sound. A call is on hold for long after so many seconds.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picking up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted: nobody hears you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on hold {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound: poor, {n} % lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound: poor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>poor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound: {quality} ({mos} of 4.5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encrypted ({suite})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost: {loss} %. Jitter: {jitter} ms. Held back: {delay} ms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There and back: {n} ms.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>Keypad (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer (F4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute (Ctrl+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up (Shift+Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They pressed {digits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute (Ctrl+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the call with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer the call with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up the call with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk to {target} instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay with {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallRow</name>
    <message>
        <source>Answer</source>
        <extracomment>to whom is asked next address and account</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline (F8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick up the call for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the call with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up the call with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallsPane</name>
    <message>
        <source>Calls</source>
        <extracomment>Calls of the list that an empty pane shows, and those that it shows when asked for more.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing at partners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} missed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallsTable</name>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick up by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cause</name>
    <message>
        <source>No answer yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceControl</name>
    <message>
        <source>{name} (not there)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicesControl</name>
    <message>
        <source>As usual</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceControl</name>
    <message>
        <source>Test</source>
        <extracomment>Names of the devices that a role can have, with the test of it (None: there is none).</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>There is one of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: in another order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not {allowed}. It was not applied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>No partners yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a table [[keys]] with a number for each of them to {path} and start blfpanel again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No account yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect blfpanel to your PBX: write user and server into a table [[accounts]] of {path}. Or try it without one: run “blfpanel demo”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileControl</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls find you busy. Click to be called again (Ctrl+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ringing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Click: nothing, the pick-up is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard {age} ago, uncertain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard {age} ago, certain</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certain again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyView</name>
    <message>
        <source>Partner keys</source>
        <extracomment>a second click within this time belongs to the first, ms</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Digits sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type or press</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>There is no lamp theme called {name}. Lamps look as usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You missed a call from {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick up what rings in the group, {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call with this phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this lamp?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Close this line</source>
        <extracomment>lines shown at a time; older ones give way</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Omnibox</name>
    <message>
        <source>Name or number. Just start typing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl F</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Press</name>
    <message>
        <source>Call</source>
        <extracomment>What Enter does with a partner, in two words at most.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: call</source>
        <extracomment>What a click does, for the tooltip.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: take back from hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: send the call that rings there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: transfer the call there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: connect with the call on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: send the number as digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: ask what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: nothing, the line is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call {name}</source>
        <extracomment>What can be chosen where a press asks.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the call that rings to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer the call to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call anyway</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No one called “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message>
        <source>No column is called “number”. Write a first line such as “number;label;group”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” is not a number or a range such as 200-299.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{part}” ends before it begins. Write the lower number first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are more than {most} numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: “{label}” has no number and is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: “{text}” means nothing in the column “{column}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no account {index} here; its keys go to the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{vendor} phones have no keys for {count} of these, which are left out: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{vendor} phones have no {kind} keys: {count} become other keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{vendor} phones do not keep: {fields}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: a key of kind “{kind}” has no place on a panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: a key without a number is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{setting}” is set by your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not registered: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{server} does not register {own}: {reason}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} Next try in {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{server} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{server} does not accept the password of {own}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{server} does not know the number {own}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected to {server}, which wants no registration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered at {server}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back from {name}, not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back from {name}, no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back from {name}, busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back from {name}, declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>subscription active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>subscription pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the PBX tells by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{word}, because the PBX {says}. On {pbx}, that {meaning}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>says {call} is “{said}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown, because no message about {number} has come yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its administrator; {hint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certain. Heard {heard} ago, {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cause}{code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{word}, because the PBX tells {subject}. That {meaning}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>says there are no calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>call {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not say how {call} stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} {rest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX said yes and has sent nothing since. Often a firewall.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No news of {number}: {failure}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown, because {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uncertain. Last heard {heard} ago, {doubt}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certain. Heard {heard} ago, {source}, next refresh in {due}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent an empty message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX does not allow {own} to watch {number}. {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX has no {number}, or nothing to watch there (Asterisk: no hint).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PBX does not offer dialog lamps for {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX refuses to tell about {number}: {cause}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known. Next try in {due}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uncertain. Last heard {heard} ago, {doubt}, next try in {due}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subscription ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence tells no calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not allowed to watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lamps here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refresh failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no news</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PBX restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted, no news</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already answered by {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This call cannot be picked up by {method}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing rings at {label}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is your own call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller hung up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick-up cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No way to pick this call up is known. Give the account a pick-up code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX did not hand the call over [{status}]. Tried: {tried}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This call had been answered by {label} already; you are talking to {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX answered, but {label} still rings: the call was not picked up. Its pick-up code may be another one: set the account&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX handed over another call: you are talking to {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PBX does not answer. The call at {number} was not picked up. [408]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its administrator whether {own} may pick up calls of {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller and this phone have no sound in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pick-up code may be another one: set the account&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the account a pick-up code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the caller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is busy. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not answer. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not known to the PBX. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} declined. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a whole number. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} may not be called from here. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no sound in common with this phone. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call to {name} failed: {reason}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call to {name} did not go out. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{way} is not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number {user} and password accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{way} {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not answer ({first}, {second} and {third} tried).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not answer ({tried} tried).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted, and the certificate is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others in the network can see who calls whom. The password itself is not sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server keeps no registrations; {user} can call all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number {user} accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pbx} recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{told}, not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in as {user}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It calls itself “{agent}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} partners seen so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not the name of a list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list “{name}” is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PBX has no lists. blfpanel asks for each partner by itself instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} has no list called “{name}”. [404]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not give the list: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} has not sent the list “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not a server. Write a name or address such as pbx.example.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{way} is not offered on port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refuses: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{way} answered on {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{way} {port} is being tried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{way} did not answer on port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not answer any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not accept the password of {user}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not know the number {user}. [{status}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asterisk (chan_sip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether a phone is registered: off and idle look the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether a busy partner is talking or still calling out, and with whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that a partner whose phone rings is on another call as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>anything that happens while a message is unanswered: states are left out then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do not disturb and forwarding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call that the partner put on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a line in use, on a call or still calling out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on Asterisk it is the context of the hint for {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name and tags in the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FreePBX&apos;s name and its tags in the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its tags in the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Call-ID “pickup-…”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asterisk (chan_pjsip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asterisk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a second call to a busy partner, unless its endpoint has notify_early_inuse_ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who put a call on hold: the key of the party that is held shows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call that the other party holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name in the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FreePBX&apos;s name in the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grandstream UCM&apos;s name in the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the extension as id of the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BroadWorks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is an incoming call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name in Via</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the two addresses of a party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the shape of its messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FreeSWITCH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether a busy partner is talking or still calling out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a partner&apos;s second call: it tells the newest only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call that is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call that waits in this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a conference with people in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call of the partner&apos;s own, answered or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the UUID as id of the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target “**…” of the other party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the address of a parking place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>innovaphone PBX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>innovaphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether a busy partner is talking, still calling out or on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the caller&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is an incoming call whatever its direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is an answered call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call going out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is an unknown word and is taken for an answered call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on innovaphone it is the visibility of {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kamailio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calls on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the state “Trying” with a capital</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the shape of its lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its dummy call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kazoo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Call-ID “kfp+…”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its message about an idle partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenSIPS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard PBX (RFC 4235)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PBX that follows RFC 4235</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a call on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is taken for an incoming call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is taken for a call going out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is no word of RFC 4235 and is taken for an answered call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sipXecs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do not disturb and forwarding, unless the phone tells them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a receiver off the hook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the address of its list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with whom a partner is on a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the attribute “notify-state”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Call {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who you are at which PBX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first one makes the calls where a key does not say otherwise. Passwords are kept in the keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands on the panel, and where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tabs of the panel. Without any there is one page with all keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands on the panel, in this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lamps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How lamps and keys look. Changes apply at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens when a partner rings. Changes apply at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you hear and speak into, and how loud.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls and pick-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a press on a key does, and what is kept of your calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where names and numbers come from besides the panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files and servers with names and numbers. They are found by the search, and name who calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window and desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the window looks and how blfpanel lives on the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs on lamp changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs that run when a lamp changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which keys of the keyboard do what, where not as usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions that listen to other keys of the keyboard than usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown and kept of other people&apos;s calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import and export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings as one file, and settings from your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What helps to find out why something does not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is called here; &quot;200@pbx.example.com&quot; when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number or user name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours at the PBX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or address of the PBX, with a port if it has an unusual one: &quot;pbx.example.com:5070&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As those you call see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name for the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is not your number or user name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The domain of your address, where it is not the server&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How messages go to the server. Only TLS hides them from others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UDP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS, encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As DNS says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where requests are sent instead of the server, as &quot;HOST&quot; or &quot;HOST:PORT&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the proxy in requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a Route header. Some proxies want it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PEM file with the certificates that are trusted instead of the system&apos;s, or with the server&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PEM file, where the server wants one from you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of the own certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PEM file, where it is not in the same file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the public address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is told the address it sees you at, where a router changes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep open by STUN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the way through a router open by STUN as well; with UDP only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep open every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the way through a router is kept open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registration lasts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a registration is asked to last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lamps and pick-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of PBX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;auto&quot; recognises it by what it sends; or a name such as &quot;asterisk&quot; or &quot;innovaphone&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of partners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or URI of a list that the PBX keeps. Its members get keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News nobody asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose news of lamps are believed without a subscription.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody&apos;s (test networks only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick-up code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialled to pick up a ringing call, where the kind of PBX does not know it. {ext} stands for the ringing number: &quot;**{ext}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group pick-up code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialled to pick up whatever rings in your group: &quot;*8&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this order; as the kind of PBX has them when none is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INVITE with Replaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the place the PBX names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags the PBX does not tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a pick-up by Replaces says for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the kind of PBX has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Replaces without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward all calls to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number they are sent on to. Empty: none are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward to when you are busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number calls are sent on to that find you busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward to when you do not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number calls are sent on to that you do not take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for your answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So long a call rings before it is sent on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls find you busy, from the start of blfpanel on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second call may ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Else a second call finds you busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer intercoms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls that ask for it are answered by themselves: intercoms, door stations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits in a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How they are sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As INFO requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When others transfer you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens when the far end wants you to call somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of a phone that makes your calls instead of this one. Empty: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call with the desk phone by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it is made to call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calling it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking it to call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound of calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is spoken, best first; all there are when none is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G.722</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G.711 A-law</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>G.711 µ-law</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRTP. Its keys go with the messages, and only TLS hides these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With TLS, else where offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the far end takes part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always, or there is no call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether keys follow each other under the titles of their groups, or each has its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One after another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the key is for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed dial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Park place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code or DTMF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue or switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web address or program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number or address; of a code the digits, of a program its command line or web address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the key; the number when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which account watches and calls; the first one when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The title above the keys it belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One line of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words the search finds it by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page it stands on; the first one when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a page where each key has its place; 0: the next one that is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence only where the PBX has nothing better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialog state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the other party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never show with whom this partner speaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell when it rings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: its lamp rings in silence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What toggles a switch, or parks a call, where that is not its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The partner&apos;s voicemail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The partner&apos;s mobile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A press</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While you are in a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where this key differs from the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call, the other waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call, a second press connects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send its number as digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While the partner is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While a call rings for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The panel window on a second monitor has a size of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of everything in the window, beside the system&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours and patterns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;clear&quot; can be told apart by everybody; or as a maker of phones has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blinking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the ring around ringing keys pulses. Words and shapes never blink.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desktop notification with Pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn when the ringing ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Louder with age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A little after 10 seconds, and again after 20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound when partners ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the ringing device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until it ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partners ring silently; lamps show it. Your own calls ring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait before alerting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what rings this long is told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only then, such as &quot;Mon-Fri 08:00-18:00, Sat 09:00-12:00&quot;; always when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partners of other groups ring silently. All are told when none is named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not these groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their partners ring silently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notify also while I talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lamp always shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound also while I talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where notifications are shown while you talk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notification of calls for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With Answer and Decline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notification of missed calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays until you have seen it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notification when a partner is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of those you wait for, with Call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you speak into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of what the system gives blfpanel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For speaking without a headset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hearing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where callers are heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loud callers are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring when I am called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls to you are heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it rings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loud it rings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A press on a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys act on a double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A single click only chooses the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a free partner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A busy partner is never disturbed unasked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of that call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo a transfer for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So long a transfer by one press waits and can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours, without + or zeros: &quot;49&quot;. So +49 30 1234 and 030 1234 are the same number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trunk prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands before an area code inside your country.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>International prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is dialled instead of +.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefix for an outside line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the PBX puts before numbers from outside, or wants before them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File or server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A CSV or vCard file, or a directory server: &quot;ldaps://directory.example.com&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the directory is called in the search; its source when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directory server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where people stand in it: &quot;ou=people,dc=example,dc=com&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which entries are people with numbers, as LDAP writes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attribute of the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which attribute holds the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes of numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which attributes hold numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who asks: &quot;cn=panel,dc=example,dc=com&quot;. Empty: nobody in particular. The password is kept in the keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>StartTLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt an ldap:// connection before anything is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PEM file with the certificates that are trusted instead of the system&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;system&quot;, or a language such as &quot;en&quot; or &quot;de&quot;. Applies from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start minimised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the tray, or as a minimised window where there is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing leaves it in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lamps and alerts go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It shows registration, ringing and missed calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Global shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings blfpanel to the front from anywhere: &quot;Ctrl+Alt+B&quot;. Works where the desktop offers it; it may ask you once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call links without asking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click on a number elsewhere calls at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command line. No shell reads it; the change comes in BLFPANEL_… variables and as a JSON line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers or names; all when none is named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All when none is named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only when it becomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any change when none is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name, such as &quot;hang_up&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as &quot;Ctrl+Shift+T&quot;; empty: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide with whom partners speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On all keys, in what is kept and in what is exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep a list of calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The oldest ones give way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>https://, http:// or file://. Read at the start and once a day. Empty: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings that only the administrator changes: &quot;window.theme&quot;, or a whole table: &quot;keys&quot;. Counts in the administrator&apos;s file only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As usual</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>No sound, because a library cannot be loaded: {reason}. Lamps and pick-up work. Install it (libpulse0 on Debian) and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s sound server has gone. Lamps and pick-up work. Start blfpanel again to be heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone or speaker. Lamps and pick-up work, you will not be heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone. You hear your callers, they do not hear you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No speaker. Nothing rings here, you do not hear your callers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not plugged in: {names}. Until then the system&apos;s own choice of devices is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Echo cancellation is on in the settings, but not installed. Add it with pip install &apos;blfpanel[aec]&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SoundMenu</name>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring when I am called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until it ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound when partners ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also while I talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>from {party}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {party}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with {party}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picking up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uncertain for {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>the same words inside a spoken sentence, for screen readers</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was calling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused {code}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>No lamps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{live} of {total} lamps live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last news {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Number, or click a key</source>
        <extracomment>Below these widths there is no room for all in one row, or for the title. the call and a number the call and the one it is connected with</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not transfer (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward {name} to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer {name} to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect with…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoToast</name>
    <message>
        <source>{name} goes to {target}.</source>
        <extracomment>How often the bar is drawn, ms.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not transfer (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>{number} · {word} since {time}, for {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhyPane</name>
    <message>
        <source>Why this lamp?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls in the last message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message as received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this PBX cannot tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked against RFC 4235</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} things</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 finding: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} findings: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this lamp?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again for all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer the oldest call, or pick up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick up the oldest call at a partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline the oldest call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the oldest call ring elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>Picking up…</source>
        <extracomment>who calls whom, before the other party surface, thin line the only filled one a breath of the lamp&apos;s colour hatch under the lamp dashes, no fill</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No caller sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <extracomment>the word on the key, by lamp and what kind of it</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was calling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused · {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
