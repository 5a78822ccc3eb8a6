<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Account</name>
    <message>
        <source>Registered</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation>Meldet an…</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{state}, next try in {due}</source>
        <translation>{state}, nächster Versuch in {due}</translation>
    </message>
    <message>
        <source>, encrypted (TLS)</source>
        <translation>, verschlüsselt (TLS)</translation>
    </message>
</context>
<context>
    <name>AccountBox</name>
    <message>
        <source>No account</source>
        <extracomment>kind of account state → icon and colour token the order in which accounts need attention the commands of its menu, as far as the window has them</extracomment>
        <translation>Kein Konto</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
</context>
<context>
    <name>AccountStep</name>
    <message>
        <source>pbx.example.com</source>
        <extracomment>Makes what tries an account; tests give one of their own.</extracomment>
        <translation>pbx.example.com</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Name or address of your telephone system</source>
        <translation>Name oder Adresse Ihrer Telefonanlage</translation>
    </message>
    <message>
        <source>Number or user name</source>
        <translation>Nummer oder Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Kept in this computer&apos;s keychain</source>
        <translation>Im Schlüsselbund dieses Computers gespeichert</translation>
    </message>
    <message>
        <source>Connect without encryption</source>
        <translation>Ohne Verschlüsselung verbinden</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Mehr Optionen</translation>
    </message>
    <message>
        <source>The best that answers</source>
        <translation>Der beste, der antwortet</translation>
    </message>
    <message>
        <source>TLS (encrypted)</source>
        <translation>TLS (verschlüsselt)</translation>
    </message>
    <message>
        <source>TCP (not encrypted)</source>
        <translation>TCP (nicht verschlüsselt)</translation>
    </message>
    <message>
        <source>UDP (not encrypted)</source>
        <translation>UDP (nicht verschlüsselt)</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>those the system trusts</source>
        <translation>die, denen das System vertraut</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Own certificate authority (PEM file)</source>
        <translation>Eigene Zertifizierungsstelle (PEM-Datei)</translation>
    </message>
    <message>
        <source>User for authentication</source>
        <translation>Benutzer zur Authentifizierung</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Type the name or address of your telephone system.</source>
        <translation>Geben Sie Namen oder Adresse Ihrer Telefonanlage ein.</translation>
    </message>
    <message>
        <source>Type your number, such as 200.</source>
        <translation>Geben Sie Ihre Nummer ein, etwa 200.</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>Ein Port ist eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
</context>
<context>
    <name>Accounts</name>
    <message>
        <source>Since</source>
        <extracomment>How many of the newest messages are asked for the flow of an account.</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>{time}, for {length}</source>
        <translation>{time}, seit {length}</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>in {time}</translation>
    </message>
    <message>
        <source>Registers again</source>
        <translation>Meldet sich neu an</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>PBX</source>
        <translation>Telefonanlage</translation>
    </message>
    <message>
        <source>It cannot tell</source>
        <translation>Sie meldet nicht</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>every {n} s</source>
        <translation>alle {n} s</translation>
    </message>
    <message>
        <source>{how}, by STUN too</source>
        <translation>{how}, auch per STUN</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>Verbindung halten</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>none at the moment</source>
        <translation>zurzeit keiner</translation>
    </message>
    <message>
        <source>{transport} from {here} to {there}</source>
        <translation>{transport} von {here} nach {there}</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>for {names}</source>
        <translation>für {names}</translation>
    </message>
    <message>
        <source>by {issuer}, until {until}</source>
        <translation>von {issuer}, bis {until}</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>nicht abonniert</translation>
    </message>
    <message>
        <source>asked, no news yet</source>
        <translation>abonniert, noch keine Nachricht</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>told by itself</source>
        <translation>ungefragt gemeldet</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>aus einer Datei</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>vor {age}</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Neu abfragen</translation>
    </message>
</context>
<context>
    <name>AccountsWindow</name>
    <message>
        <source>Accounts and subscriptions</source>
        <translation>Konten und Abonnements</translation>
    </message>
    <message>
        <source>Register again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Accounts – blfpanel</source>
        <extracomment>How often what it shows is looked up while it is seen, ms.</extracomment>
        <translation>Konten – blfpanel</translation>
    </message>
    <message>
        <source>Ask for all again</source>
        <translation>Alle neu abfragen</translation>
    </message>
    <message>
        <source>Subscriptions</source>
        <translation>Abonnements</translation>
    </message>
    <message>
        <source>Subscriptions: {n}</source>
        <translation>Abonnements: {n}</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>Noch kein Konto</translation>
    </message>
    <message>
        <source>Add one to the settings.</source>
        <translation>Tragen Sie eines in die Einstellungen ein.</translation>
    </message>
    <message>
        <source>Watching only</source>
        <translation>Nur beobachten</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} Tg.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} Stunden</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} Minuten</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 Sekunde</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} Sekunden</translation>
    </message>
</context>
<context>
    <name>Alert</name>
    <message>
        <source>Show</source>
        <extracomment>a click on the notification itself</extracomment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation>Heranholen</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Abweisen</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Ringing: {name}</source>
        <translation>Klingelt: {name}</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>für {name}</translation>
    </message>
    <message>
        <source>Call for you: {name}</source>
        <translation>Anruf für Sie: {name}</translation>
    </message>
    <message>
        <source>You missed a call from {name}</source>
        <translation>Verpasster Anruf von {name}</translation>
    </message>
    <message>
        <source>You missed {count} calls, the last from {name}</source>
        <translation>{count} verpasste Anrufe, der letzte von {name}</translation>
    </message>
    <message>
        <source>{name} is free</source>
        <translation>{name} ist frei</translation>
    </message>
    <message>
        <source>No caller sent</source>
        <translation>Anrufer fehlt</translation>
    </message>
    <message>
        <source>from {caller}</source>
        <translation>von {caller}</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Alerts on or off</source>
        <extracomment>Makes what shows messages, from who is told of presses and from the small windows. More partners that ring at a time are heard and seen on the panel, and not each by itself. A call is on hold for long after the first, and said to be again after each of the second.</extracomment>
        <translation>Hinweise ein oder aus</translation>
    </message>
    <message>
        <source>Go to the oldest alert</source>
        <translation>Zum ältesten Hinweis</translation>
    </message>
    <message>
        <source>Alerts off</source>
        <translation>Hinweise aus</translation>
    </message>
    <message>
        <source>Alerts on</source>
        <translation>Hinweise ein</translation>
    </message>
    <message>
        <source>Alerts are off. Lamps show who rings; your own calls ring.</source>
        <translation>Hinweise sind aus. Lampen zeigen, wo es klingelt; Ihre eigenen Anrufe klingeln.</translation>
    </message>
    <message>
        <source>Alerts are on.</source>
        <translation>Hinweise sind ein.</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>A fault in blfpanel: {fault}. It goes on; the log tells more.</source>
        <extracomment>How often the window&apos;s thread sees whether it is time to look for reference cycles. How long the window has for its first picture before more is loaded, seconds. So long the program waits for what features let go of when it ends, seconds. Opens a phone that is not started yet, and cleans up behind it (a built-in PBX, say); what it gets makes the sound of calls. Lets other programs act through the phone while its block runs; gets what shows the window with a link in its field (&quot;&quot; for none).</extracomment>
        <translation>Ein Fehler in blfpanel: {fault}. Es läuft weiter; das Protokoll sagt mehr.</translation>
    </message>
</context>
<context>
    <name>Call</name>
    <message>
        <source>Wants you to talk to {target} instead</source>
        <extracomment>Below this estimate (1 to 4.5) people complain about the sound. A call is on hold for long after so many seconds.</extracomment>
        <translation>Möchte, dass Sie stattdessen mit {target} sprechen</translation>
    </message>
    <message>
        <source>Picking up…</source>
        <translation>Hole heran…</translation>
    </message>
    <message>
        <source>Calling…</source>
        <translation>Rufe an…</translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation>Klingelt dort</translation>
    </message>
    <message>
        <source>Held by {name}</source>
        <translation>Von {name} gehalten</translation>
    </message>
    <message>
        <source>Muted: nobody hears you</source>
        <translation>Stumm: Niemand hört Sie</translation>
    </message>
    <message>
        <source>Picked up</source>
        <translation>Herangeholt</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>on hold {clock}</source>
        <translation>gehalten {clock}</translation>
    </message>
    <message>
        <source>Ignored here</source>
        <translation>Hier ignoriert</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>für {name}</translation>
    </message>
    <message>
        <source>No sound: {reason}</source>
        <translation>Kein Ton: {reason}</translation>
    </message>
    <message>
        <source>Sound: poor, {n} % lost</source>
        <translation>Ton: schlecht, {n} % verloren</translation>
    </message>
    <message>
        <source>Sound: poor</source>
        <translation>Ton: schlecht</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>Sound: {quality} ({mos} of 4.5)</source>
        <translation>Ton: {quality} ({mos} von 4,5)</translation>
    </message>
    <message>
        <source>encrypted ({suite})</source>
        <translation>verschlüsselt ({suite})</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Lost: {loss} %. Jitter: {jitter} ms. Held back: {delay} ms.</source>
        <translation>Verloren: {loss} %. Schwankung: {jitter} ms. Gepuffert: {delay} ms.</translation>
    </message>
    <message>
        <source>There and back: {n} ms.</source>
        <translation>Hin und zurück: {n} ms.</translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>Keypad (Ctrl+K)</source>
        <translation>Wähltastatur (Strg+K)</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin wechseln</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Hold (F3)</source>
        <translation>Halten (F3)</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>Transfer (F4)</source>
        <translation>Übergeben (F4)</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Mute (Ctrl+M)</source>
        <translation>Stumm (Strg+M)</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Hang up (Shift+Esc)</source>
        <translation>Auflegen (Umschalt+Esc)</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Wähltastatur</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Parken</translation>
    </message>
    <message>
        <source>Park (Ctrl+P)</source>
        <translation>Parken (Strg+P)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on this caller</source>
        <translation>Notiz zu diesem Anrufer</translation>
    </message>
    <message>
        <source>They pressed {digits}</source>
        <translation>Gegenstelle drückte {digits}</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Notiz: {text}</translation>
    </message>
    <message>
        <source>Connect with {name}</source>
        <translation>Mit {name} verbinden</translation>
    </message>
    <message>
        <source>Give them to each other (Shift+F4)</source>
        <translation>Miteinander verbinden (Umschalt+F4)</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stumm aus</translation>
    </message>
    <message>
        <source>Unmute (Ctrl+M)</source>
        <translation>Stumm aus (Strg+M)</translation>
    </message>
    <message>
        <source>Hold the call with {name}</source>
        <translation>Gespräch mit {name} halten</translation>
    </message>
    <message>
        <source>Transfer the call with {name}</source>
        <translation>Gespräch mit {name} übergeben</translation>
    </message>
    <message>
        <source>Hang up the call with {name}</source>
        <translation>Gespräch mit {name} auflegen</translation>
    </message>
    <message>
        <source>Talk to {target} instead</source>
        <translation>Stattdessen mit {target} sprechen</translation>
    </message>
    <message>
        <source>Stay with {name}</source>
        <translation>Bei {name} bleiben</translation>
    </message>
</context>
<context>
    <name>CallControls</name>
    <message>
        <source>There is no empty park place on the panel. Add one in the edit mode.</source>
        <extracomment>What a press with Shift does, by what it does without. on the caller of a call what was noted of a number</extracomment>
        <translation>Auf dem Feld ist keine Parktaste frei. Fügen Sie im Bearbeitungsmodus eine hinzu.</translation>
    </message>
</context>
<context>
    <name>CallRow</name>
    <message>
        <source>Answer</source>
        <extracomment>to whom is asked next address and account the call that goes to the far end of the other</extracomment>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Answer {name}</source>
        <translation>Anruf von {name} annehmen</translation>
    </message>
    <message>
        <source>Decline (F8)</source>
        <translation>Abweisen (F8)</translation>
    </message>
    <message>
        <source>Forward to…</source>
        <translation>Umleiten an…</translation>
    </message>
    <message>
        <source>I am busy</source>
        <translation>Besetzt melden</translation>
    </message>
    <message>
        <source>Ignore here</source>
        <translation>Hier ignorieren</translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation>Heranholen</translation>
    </message>
    <message>
        <source>Pick up the call for {name}</source>
        <translation>Anruf für {name} heranholen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiterführen</translation>
    </message>
    <message>
        <source>Resume the call with {name}</source>
        <translation>Gespräch mit {name} weiterführen</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Parken</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Hang up the call with {name}</source>
        <translation>Gespräch mit {name} auflegen</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Übergeben…</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Call {name}</source>
        <translation>{name} anrufen</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>Park</source>
        <translation>Parken</translation>
    </message>
    <message>
        <source>Connect with the call on hold</source>
        <translation>Mit dem gehaltenen Anruf verbinden</translation>
    </message>
    <message>
        <source>Do not disturb will not be kept: {path}: {reason}.</source>
        <translation>„Nicht stören“ wird nicht gespeichert: {path}: {reason}.</translation>
    </message>
</context>
<context>
    <name>CallsPane</name>
    <message>
        <source>Calls</source>
        <extracomment>So many calls of the list an empty pane shows.</extracomment>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Ringing at partners</source>
        <translation>Klingelt bei Partnern</translation>
    </message>
    <message>
        <source>Shift F2</source>
        <translation>Umschalt F2</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Watching for you</source>
        <translation>Im Blick</translation>
    </message>
    <message>
        <source>No calls.</source>
        <translation>Keine Anrufe.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>{n} missed</source>
        <translation>Verpasst: {n}</translation>
    </message>
</context>
<context>
    <name>CallsTable</name>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Other party</source>
        <translation>Gegenstelle</translation>
    </message>
    <message>
        <source>Pick up by</source>
        <translation>Heranholen per</translation>
    </message>
</context>
<context>
    <name>Camp</name>
    <message>
        <source>Tell me when free</source>
        <extracomment>What is waited for, in words.</extracomment>
        <translation>Melden, wenn frei</translation>
    </message>
    <message>
        <source>Call when free</source>
        <translation>Anrufen, wenn frei</translation>
    </message>
    <message>
        <source>Tell me when free, then transfer</source>
        <translation>Melden, wenn frei, dann übergeben</translation>
    </message>
    <message>
        <source>Tell me when the focused partner is free</source>
        <translation>Melden, wenn der gewählte Partner frei ist</translation>
    </message>
    <message>
        <source>Watching {name} for you.</source>
        <translation>Im Blick: {name}.</translation>
    </message>
    <message>
        <source>Do not watch any more</source>
        <translation>Nicht mehr beobachten</translation>
    </message>
    <message>
        <source>Tell me of the first that is free, {names} or this one</source>
        <translation>Melden, wer zuerst frei ist, {names} oder dieser</translation>
    </message>
    <message>
        <source>{name} is free.</source>
        <translation>{name} ist frei.</translation>
    </message>
    <message>
        <source>{name} is free and is called.</source>
        <translation>{name} ist frei und wird angerufen.</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
</context>
<context>
    <name>CampRow</name>
    <message>
        <source>First that is free</source>
        <translation>Wer zuerst frei ist</translation>
    </message>
    <message>
        <source>{what} · until {time}</source>
        <translation>{what} · bis {time}</translation>
    </message>
    <message>
        <source>Do not watch {name} any more</source>
        <translation>{name} nicht mehr beobachten</translation>
    </message>
</context>
<context>
    <name>Cause</name>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
</context>
<context>
    <name>ChoiceControl</name>
    <message>
        <source>{name} (not there)</source>
        <translation>{name} (nicht da)</translation>
    </message>
</context>
<context>
    <name>ChoicesControl</name>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
</context>
<context>
    <name>DemoBar</name>
    <message>
        <source>This is the built-in PBX with simulated people. Nothing of it is kept.</source>
        <translation>Das ist die eingebaute Telefonanlage mit simulierten Personen. Nichts davon wird gespeichert.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Verlassen</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Chosen message</source>
        <translation>Gewählte Nachricht</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>No message chosen</source>
        <translation>Keine Nachricht gewählt</translation>
    </message>
    <message>
        <source>Choose a message to read it.</source>
        <translation>Wählen Sie eine Nachricht, um sie zu lesen.</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} Byte</translation>
    </message>
    <message>
        <source>answered in {time}</source>
        <translation>beantwortet nach {time}</translation>
    </message>
    <message>
        <source>after {time}</source>
        <translation>nach {time}</translation>
    </message>
    <message>
        <source>sent {n} times</source>
        <translation>{n}-mal gesendet</translation>
    </message>
    <message>
        <source>Key {key} became {word} after {time}</source>
        <translation>Taste {key}: {word} nach {time}</translation>
    </message>
    <message>
        <source>Key {key} became {word} after {time}, too short to be shown</source>
        <translation>Taste {key}: {word} nach {time}, zu kurz zum Anzeigen</translation>
    </message>
    <message>
        <source>Rule: {rule}</source>
        <translation>Regel: {rule}</translation>
    </message>
    <message>
        <source>Findings {n}</source>
        <translation>Befunde {n}</translation>
    </message>
</context>
<context>
    <name>DeviceControl</name>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Drop</name>
    <message>
        <source>Transfer</source>
        <extracomment>me when the partner is free, and transfer then On the key while the call hovers above it, and on the chips.</extracomment>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Announce</source>
        <translation>Mit Rückfrage</translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation>Anrufbeantworter</translation>
    </message>
    <message>
        <source>Park here</source>
        <translation>Hier parken</translation>
    </message>
    <message>
        <source>Tell me when free, then transfer</source>
        <translation>Melden, wenn frei, dann übergeben</translation>
    </message>
    <message>
        <source>Ask what to do</source>
        <translation>Fragen, was zu tun ist</translation>
    </message>
    <message>
        <source>Transfer {name} here</source>
        <extracomment>Keys no call can go to. In the menu of a key.</extracomment>
        <translation>{name} hierher übergeben</translation>
    </message>
    <message>
        <source>Announce {name}</source>
        <translation>{name} mit Rückfrage übergeben</translation>
    </message>
    <message>
        <source>Transfer {name} to the voicemail</source>
        <translation>{name} an den Anrufbeantworter übergeben</translation>
    </message>
    <message>
        <source>Park {name} here</source>
        <translation>{name} hier parken</translation>
    </message>
    <message>
        <source>Tell me when free, then transfer {name}</source>
        <translation>Melden, wenn frei, dann {name} übergeben</translation>
    </message>
</context>
<context>
    <name>EditHands</name>
    <message>
        <source>Keys that come from the PBX stay.</source>
        <translation>Tasten von der Telefonanlage bleiben.</translation>
    </message>
    <message>
        <source>{name} removed</source>
        <translation>{name} entfernt</translation>
    </message>
    <message>
        <source>{n} keys removed</source>
        <translation>{n} Tasten entfernt</translation>
    </message>
    <message>
        <source>{name} moved to {page}</source>
        <translation>{name} nach {page} verschoben</translation>
    </message>
    <message>
        <source>{n} keys moved to {page}</source>
        <translation>{n} Tasten nach {page} verschoben</translation>
    </message>
    <message>
        <source>{name} moved</source>
        <translation>{name} verschoben</translation>
    </message>
    <message>
        <source>{n} keys moved</source>
        <translation>{n} Tasten verschoben</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>There is one of this name already.</source>
        <translation>Diesen Namen gibt es schon.</translation>
    </message>
    <message>
        <source>{title}: in another order</source>
        <translation>{title}: in anderer Reihenfolge</translation>
    </message>
    <message>
        <source>This is not {allowed}. It was not applied.</source>
        <translation>Erlaubt: {allowed}. Nicht übernommen.</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>No partners yet.</source>
        <translation>Noch keine Partner.</translation>
    </message>
    <message>
        <source>Fill the panel from your PBX, a range such as 200-299, or a file.</source>
        <translation>Füllen Sie das Feld aus Ihrer Telefonanlage, mit einem Bereich wie 200-299 oder aus einer Datei.</translation>
    </message>
    <message>
        <source>Fill the panel</source>
        <translation>Feld füllen</translation>
    </message>
    <message>
        <source>Connect blfpanel to your PBX, or try it without one.</source>
        <translation>Verbinden Sie blfpanel mit Ihrer Telefonanlage oder probieren Sie es ohne aus.</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>No account yet.</source>
        <translation>Noch kein Konto.</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to {title}</source>
        <translation>Zurück zu {title}</translation>
    </message>
    <message>
        <source>This is not {allowed}. It was not applied.</source>
        <translation>Erlaubt: {allowed}. Nicht übernommen.</translation>
    </message>
    <message>
        <source>Fill in: {names}.</source>
        <translation>Füllen Sie aus: {names}.</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>All settings, each explained. Passwords are not in it.</source>
        <translation>Alle Einstellungen, jede erklärt. Passwörter sind nicht enthalten.</translation>
    </message>
    <message>
        <source>Export all settings…</source>
        <translation>Alle Einstellungen ausgeben…</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>Einstellungen einlesen…</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>One file for everything</source>
        <translation>Eine Datei für alles</translation>
    </message>
    <message>
        <source>Written to {name}.</source>
        <translation>In {name} geschrieben.</translation>
    </message>
    <message>
        <source>Nothing in it differs from what holds now.</source>
        <translation>Nichts darin weicht von dem ab, was jetzt gilt.</translation>
    </message>
    <message>
        <source>Settings of a file</source>
        <translation>Einstellungen einer Datei</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>Export all settings</source>
        <translation>Alle Einstellungen ausgeben</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen einlesen</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Table (CSV) (*.csv)</source>
        <extracomment>Name of the table among the kinds of files; the others are those of the makers.</extracomment>
        <translation>Tabelle (CSV) (*.csv)</translation>
    </message>
    <message>
        <source>Keys of a {vendor} phone (*{suffix})</source>
        <translation>Tasten eines Telefons von {vendor} (*{suffix})</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>Tasten ausgeben</translation>
    </message>
    <message>
        <source>Keys written to {name}.</source>
        <translation>Tasten in {name} geschrieben.</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Making the support bundle…</source>
        <translation>Das Diagnosepaket wird erstellt …</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>{file} lässt sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>In {file} geschrieben.</translation>
    </message>
</context>
<context>
    <name>FileControl</name>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
</context>
<context>
    <name>FillPage</name>
    <message>
        <source>Fill the panel</source>
        <extracomment>the keys, and the name of a list that was chosen</extracomment>
        <translation>Feld füllen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>Tasten hinzufügen</translation>
    </message>
</context>
<context>
    <name>Filling</name>
    <message>
        <source>Fill the panel…</source>
        <translation>Feld füllen…</translation>
    </message>
    <message>
        <source>Import keys…</source>
        <translation>Tasten einlesen…</translation>
    </message>
    <message>
        <source>Export keys…</source>
        <translation>Tasten ausgeben…</translation>
    </message>
    <message>
        <source>One key added.</source>
        <translation>Eine Taste hinzugefügt.</translation>
    </message>
    <message>
        <source>{count} keys added.</source>
        <translation>{count} Tasten hinzugefügt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Forward</name>
    <message>
        <source>Forward all calls</source>
        <translation>Alle Anrufe umleiten</translation>
    </message>
    <message>
        <source>A number or address. Empty: calls ring here.</source>
        <translation>Eine Nummer oder Adresse. Leer: Anrufe klingeln hier.</translation>
    </message>
    <message>
        <source>Calls ring here again.</source>
        <translation>Anrufe klingeln wieder hier.</translation>
    </message>
    <message>
        <source>Calls of {account} go to {number}.</source>
        <translation>Anrufe für {account} gehen an {number}.</translation>
    </message>
    <message>
        <source>Forward all calls…</source>
        <translation>Alle Anrufe umleiten …</translation>
    </message>
</context>
<context>
    <name>ForwardPage</name>
    <message>
        <source>All calls of {account} go to</source>
        <translation>Alle Anrufe für {account} gehen an</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Umleiten</translation>
    </message>
    <message>
        <source>Let calls ring here</source>
        <translation>Anrufe hier klingeln lassen</translation>
    </message>
    <message>
        <source>Forwarding</source>
        <translation>Umleitung</translation>
    </message>
</context>
<context>
    <name>FromAdministrator</name>
    <message>
        <source>Read now</source>
        <translation>Jetzt einlesen</translation>
    </message>
</context>
<context>
    <name>GlobalShortcut</name>
    <message>
        <source>Show blfpanel</source>
        <translation>blfpanel zeigen</translation>
    </message>
    <message>
        <source>This desktop lets no program listen for {keys} everywhere. In the desktop&apos;s own settings for the keyboard, give the command “blfpanel” these keys: it brings this window to the front.</source>
        <translation>Diese Arbeitsumgebung lässt kein Programm überall auf {keys} hören. Geben Sie in ihren eigenen Tastatureinstellungen dem Befehl „blfpanel“ diese Tasten: Er holt dieses Fenster nach vorn.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Do not disturb</source>
        <extracomment>from these widths on there is more room commands with an icon here, as far as the window has them what stays in a window of middle width</extracomment>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Calls find you busy. Click to be called again</source>
        <translation>Anrufer hören Besetzt. Klicken, um wieder erreichbar zu sein</translation>
    </message>
    <message>
        <source>Alerts on</source>
        <translation>Hinweise ein</translation>
    </message>
    <message>
        <source>Alerts off</source>
        <translation>Hinweise aus</translation>
    </message>
    <message>
        <source>{n} ringing</source>
        <translation>Klingelt: {n}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>What the lamps mean</source>
        <translation>Was die Lampen bedeuten</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>{title} – blfpanel</source>
        <translation>{title} – blfpanel</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Click: nothing, the pick-up is on its way</source>
        <translation>Klick: nichts, das Heranholen läuft</translation>
    </message>
    <message>
        <source>Hold the button: pick up</source>
        <translation>Maustaste halten: heranholen</translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation>Noch nichts gehört</translation>
    </message>
    <message>
        <source>Heard {age} ago, uncertain</source>
        <translation>Vor {age} gehört, unsicher</translation>
    </message>
    <message>
        <source>Heard {age} ago, certain</source>
        <translation>Vor {age} gehört, sicher</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Not shown</source>
        <translation>Nicht gezeigt</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Pressed</source>
        <translation>Gedrückt</translation>
    </message>
    <message>
        <source>Pick-up</source>
        <translation>Heranholen</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Certain again</source>
        <translation>Wieder sicher</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>List of calls</source>
        <extracomment>address and account number, name, and where to write</extracomment>
        <translation>Anrufliste</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Name, number or note</source>
        <translation>Name, Nummer oder Notiz</translation>
    </message>
    <message>
        <source>Search in the list of calls</source>
        <translation>In der Anrufliste suchen</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Show missed calls only</source>
        <translation>Nur verpasste Anrufe zeigen</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>Nummer kopieren</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Notiz…</translation>
    </message>
    <message>
        <source>No such call.</source>
        <translation>Kein solcher Anruf.</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>Noch keine Anrufe.</translation>
    </message>
</context>
<context>
    <name>Holding</name>
    <message>
        <source>Hold to pick up</source>
        <extracomment>so long the word stays for who let go too early where the word is seen</extracomment>
        <translation>Halten zum Heranholen</translation>
    </message>
</context>
<context>
    <name>Hook</name>
    <message>
        <source>The settings run “{command}” when lamps change. It is asked once.</source>
        <extracomment>So many of a hook&apos;s programs run at a time, and so long after each other they start (ms). A program that runs longer is ended, milliseconds.</extracomment>
        <translation>Die Einstellungen starten „{command}“, wenn sich Lampen ändern. Die Frage kommt nur einmal.</translation>
    </message>
    <message>
        <source>“{command}” cannot be run when lamps change: {why}. Check [[hooks]].</source>
        <translation>„{command}“ lässt sich nicht starten, wenn sich Lampen ändern: {why}. Prüfen Sie [[hooks]].</translation>
    </message>
</context>
<context>
    <name>KeyChooser</name>
    <message>
        <source>Partners the PBX has told of</source>
        <extracomment>How often partners that were heard meanwhile are looked for. Problems that are shown; the rest is counted.</extracomment>
        <translation>Partner, die die Telefonanlage gemeldet hat</translation>
    </message>
    <message>
        <source>A list of the PBX</source>
        <translation>Eine Liste der Telefonanlage</translation>
    </message>
    <message>
        <source>A range of numbers</source>
        <translation>Ein Bereich von Nummern</translation>
    </message>
    <message>
        <source>A file: a table (CSV), or the keys of a desk phone</source>
        <translation>Eine Datei: eine Tabelle (CSV) oder die Tasten eines Tischtelefons</translation>
    </message>
    <message>
        <source>Nothing now, I add keys later</source>
        <translation>Jetzt nichts, ich füge Tasten später hinzu</translation>
    </message>
    <message>
        <source>Keys to be added</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>200-299, 310</source>
        <translation>200-299, 310</translation>
    </message>
    <message>
        <source>Room {number}</source>
        <translation>Zimmer {number}</translation>
    </message>
    <message>
        <source>blf-list</source>
        <translation>blf-list</translation>
    </message>
    <message>
        <source>Ask the PBX</source>
        <translation>Telefonanlage fragen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei auswählen…</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>Keine Datei gewählt</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nummern</translation>
    </message>
    <message>
        <source>Name, {number} stands for the number</source>
        <translation>Name, {number} steht für die Nummer</translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation>Name der Liste</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… und {count} weitere</translation>
    </message>
    <message>
        <source>The panel stays as it is.</source>
        <translation>Das Feld bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>The PBX has told of nobody yet. Partners appear here when they make calls.</source>
        <translation>Die Telefonanlage hat noch niemanden gemeldet. Partner erscheinen hier, wenn sie telefonieren.</translation>
    </message>
    <message>
        <source>Type the name of the list and ask the PBX.</source>
        <translation>Geben Sie den Namen der Liste ein und fragen Sie die Telefonanlage.</translation>
    </message>
    <message>
        <source>Type numbers to see the keys.</source>
        <translation>Geben Sie Nummern ein, um die Tasten zu sehen.</translation>
    </message>
    <message>
        <source>Choose a file, or drop one on the window.</source>
        <translation>Wählen Sie eine Datei oder ziehen Sie eine auf das Fenster.</translation>
    </message>
    <message>
        <source>One key will be added.</source>
        <translation>Eine Taste kommt hinzu.</translation>
    </message>
    <message>
        <source>{count} keys will be added.</source>
        <translation>{count} Tasten kommen hinzu.</translation>
    </message>
    <message>
        <source>On the panel already: {count}.</source>
        <translation>Schon auf dem Feld: {count}.</translation>
    </message>
    <message>
        <source>Keys from a file</source>
        <translation>Tasten aus einer Datei</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}.</source>
        <translation>{name} lässt sich nicht lesen: {why}.</translation>
    </message>
    <message>
        <source>{name}, read as {kind}</source>
        <translation>{name}, gelesen als {kind}</translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message>
        <source>Key editor</source>
        <translation>Tasteneditor</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Edit key</source>
        <translation>Taste bearbeiten</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>Taste hinzufügen</translation>
    </message>
</context>
<context>
    <name>KeyView</name>
    <message>
        <source>Partner keys</source>
        <extracomment>a second click within this time belongs to the first, ms keys act on a double click only a button must be held on a key that rings</extracomment>
        <translation>Partnertasten</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Digits sent</source>
        <translation>Gesendete Ziffern</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>Type or press</source>
        <translation>Tippen oder drücken</translation>
    </message>
</context>
<context>
    <name>KeysChanger</name>
    <message>
        <source>New keys</source>
        <translation>Neues Tastenkürzel</translation>
    </message>
    <message>
        <source>Use these keys</source>
        <translation>Dieses Tastenkürzel verwenden</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Kein Tastenkürzel</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>Übliches Tastenkürzel</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Lassen, wie es ist</translation>
    </message>
    <message>
        <source>Press the keys for “{command}”</source>
        <translation>Drücken Sie die Tasten für „{command}“</translation>
    </message>
    <message>
        <source>Usual keys: {keys}</source>
        <translation>Üblich: {keys}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>“{command}” has these keys. It loses them if you use them here.</source>
        <translation>„{command}“ hat dieses Tastenkürzel und verliert es, wenn Sie es hier verwenden.</translation>
    </message>
    <message>
        <source>Keys of “{command}”</source>
        <translation>Tastenkürzel für „{command}“</translation>
    </message>
</context>
<context>
    <name>LadderView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>LampTheme</name>
    <message>
        <source>Clear</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Colours that everybody can tell apart; only ringing keys move.</source>
        <translation>Farben, die alle unterscheiden können; nur klingelnde Tasten bewegen sich.</translation>
    </message>
    <message>
        <source>Digium</source>
        <translation>Digium</translation>
    </message>
    <message>
        <source>Green is free, red blinks fast when it rings and slowly on hold, red is busy.</source>
        <translation>Grün ist frei, Rot blinkt schnell beim Klingeln und langsam beim Halten, Rot ist besetzt.</translation>
    </message>
    <message>
        <source>Snom</source>
        <translation>Snom</translation>
    </message>
    <message>
        <source>Off is free, red blinks fast when it rings and slowly on hold, red is busy.</source>
        <translation>Aus ist frei, Rot blinkt schnell beim Klingeln und langsam beim Halten, Rot ist besetzt.</translation>
    </message>
    <message>
        <source>Yealink, mode 0</source>
        <translation>Yealink, Modus 0</translation>
    </message>
    <message>
        <source>As Yealink&apos;s phones come: green is free, red is busy and blinks when it rings.</source>
        <translation>Wie Yealink-Telefone ab Werk: Grün ist frei, Rot ist besetzt und blinkt beim Klingeln.</translation>
    </message>
    <message>
        <source>Yealink, mode 1</source>
        <translation>Yealink, Modus 1</translation>
    </message>
    <message>
        <source>Off is free, red blinks when it rings, red is busy.</source>
        <translation>Aus ist frei, Rot blinkt beim Klingeln, Rot ist besetzt.</translation>
    </message>
    <message>
        <source>Yealink, mode 2</source>
        <translation>Yealink, Modus 2</translation>
    </message>
    <message>
        <source>Yealink, mode 3</source>
        <translation>Yealink, Modus 3</translation>
    </message>
    <message>
        <source>Off is free, green blinks when it rings, red is busy.</source>
        <translation>Aus ist frei, Grün blinkt beim Klingeln, Rot ist besetzt.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Click: call.</source>
        <translation>Klick: anrufen.</translation>
    </message>
    <message>
        <source>Click: ask what to do. A busy partner is never disturbed unasked.</source>
        <translation>Klick: fragen, was zu tun ist. Ein besetzter Partner wird nie ungefragt gestört.</translation>
    </message>
    <message>
        <source>Hollow ring: the partner is free.</source>
        <translation>Hohler Ring: Der Partner ist frei.</translation>
    </message>
    <message>
        <source>Click: call; while you talk, transfer or call, as set.</source>
        <translation>Klick: anrufen; im Gespräch übergeben oder anrufen, wie eingestellt.</translation>
    </message>
    <message>
        <source>Bell on a filled key, the only one that moves: it rings there.</source>
        <translation>Glocke auf gefüllter Taste, der einzigen, die sich bewegt: Dort klingelt es.</translation>
    </message>
    <message>
        <source>Click: pick up. A call you have goes on hold first.</source>
        <translation>Klick: heranholen. Ihr laufendes Gespräch wird vorher gehalten.</translation>
    </message>
    <message>
        <source>Turning arc: your pick-up is on its way.</source>
        <translation>Drehender Bogen: Ihr Heranholen läuft.</translation>
    </message>
    <message>
        <source>Click: nothing. The PBX says who got the call.</source>
        <translation>Klick: nichts. Die Telefonanlage sagt, wer den Anruf bekommen hat.</translation>
    </message>
    <message>
        <source>Arrow: the partner calls, nobody has answered yet.</source>
        <translation>Pfeil: Der Partner ruft an, noch hat niemand angenommen.</translation>
    </message>
    <message>
        <source>Handset in a square: the partner talks.</source>
        <translation>Hörer im Quadrat: Der Partner ist im Gespräch.</translation>
    </message>
    <message>
        <source>Two bars: the partner holds a call, or is held.</source>
        <translation>Zwei Balken: Der Partner hält einen Anruf oder wird gehalten.</translation>
    </message>
    <message>
        <source>Click: take back a call you hold; else ask what to do.</source>
        <translation>Klick: einen von Ihnen gehaltenen Anruf zurückholen; sonst fragen, was zu tun ist.</translation>
    </message>
    <message>
        <source>P in a disc: a call waits here for anybody.</source>
        <translation>P in einer Scheibe: Hier wartet ein Anruf auf jeden.</translation>
    </message>
    <message>
        <source>Click: fetch it.</source>
        <translation>Klick: abholen.</translation>
    </message>
    <message>
        <source>P in a ring: no call waits in this place.</source>
        <translation>P in einem Ring: An diesem Platz wartet kein Anruf.</translation>
    </message>
    <message>
        <source>Click: park the call you talk in.</source>
        <translation>Klick: Ihr laufendes Gespräch parken.</translation>
    </message>
    <message>
        <source>Grey on a hatch, “Was …”: the last that was known. It may be wrong; how old it is and why stands below.</source>
        <translation>Grau auf Schraffur, „War …“: das zuletzt Bekannte. Es kann falsch sein; wie alt es ist und warum, steht darunter.</translation>
    </message>
    <message>
        <source>Click: as if it were so. “Was ringing” tries to pick up.</source>
        <translation>Klick: als wäre es so. „Klingelte“ versucht heranzuholen.</translation>
    </message>
    <message>
        <source>Dashes and a question mark: the PBX was asked and has said nothing yet.</source>
        <translation>Striche und Fragezeichen: Die Telefonanlage ist gefragt und hat noch nichts gesagt.</translation>
    </message>
    <message>
        <source>Diamond: the PBX refuses to tell. The number is its reason; F5 asks again.</source>
        <translation>Raute: Die Telefonanlage verweigert die Auskunft. Die Zahl ist ihr Grund; F5 fragt neu ab.</translation>
    </message>
    <message>
        <source>Switch to the right: night mode, a queue or the like is on.</source>
        <translation>Schalter nach rechts: Nachtschaltung, eine Warteschlange oder Ähnliches ist ein.</translation>
    </message>
    <message>
        <source>Click: switch it off.</source>
        <translation>Klick: ausschalten.</translation>
    </message>
    <message>
        <source>Switch to the left: it is off.</source>
        <translation>Schalter nach links: Es ist aus.</translation>
    </message>
    <message>
        <source>Click: switch it on.</source>
        <translation>Klick: einschalten.</translation>
    </message>
    <message>
        <source>Outline of a handset: a number that is called, not watched.</source>
        <translation>Umriss eines Hörers: eine Nummer zum Anrufen, nicht zum Beobachten.</translation>
    </message>
    <message>
        <source>Digits for the PBX.</source>
        <translation>Ziffern für die Telefonanlage.</translation>
    </message>
    <message>
        <source>Click: dial them; while you talk, send them into the call.</source>
        <translation>Klick: wählen; im Gespräch in den Anruf senden.</translation>
    </message>
    <message>
        <source>Arrow out of a box: a web page or a program.</source>
        <translation>Pfeil aus einem Kasten: eine Webseite oder ein Programm.</translation>
    </message>
    <message>
        <source>Click: open it. Before the first time you are asked.</source>
        <translation>Klick: öffnen. Vor dem ersten Mal werden Sie gefragt.</translation>
    </message>
    <message>
        <source>2 in a box</source>
        <extracomment>signs beside lamps, each with its meaning</extracomment>
        <translation>2 in einem Kasten</translation>
    </message>
    <message>
        <source>So many calls at once; the lamp shows what matters most.</source>
        <translation>So viele Anrufe zugleich; die Lampe zeigt, was am wichtigsten ist.</translation>
    </message>
    <message>
        <source>‹ name</source>
        <translation>‹ Name</translation>
    </message>
    <message>
        <source>› name</source>
        <translation>› Name</translation>
    </message>
    <message>
        <source>Who calls this partner.</source>
        <translation>Wer diesen Partner anruft.</translation>
    </message>
    <message>
        <source>Whom this partner calls.</source>
        <translation>Wen dieser Partner anruft.</translation>
    </message>
    <message>
        <source>Hourglass</source>
        <translation>Sanduhr</translation>
    </message>
    <message>
        <source>You will be told when this partner is free.</source>
        <translation>Sie erhalten eine Meldung, wenn dieser Partner frei ist.</translation>
    </message>
    <message>
        <source>Blue ring</source>
        <translation>Blauer Ring</translation>
    </message>
    <message>
        <source>The keyboard is here: Enter does what a click does.</source>
        <translation>Hier ist die Tastatur: Eingabe tut, was ein Klick tut.</translation>
    </message>
    <message>
        <source>What the lamps mean</source>
        <translation>Was die Lampen bedeuten</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Lamps: {name}. {about}</source>
        <translation>Lampen: {name}. {about}</translation>
    </message>
</context>
<context>
    <name>Link</name>
    <message>
        <source>Extension {digits}: send it with the keypad once somebody answers.</source>
        <translation>Nachwahl {digits}: Senden Sie sie mit der Wähltastatur, sobald jemand annimmt.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>There is no lamp theme called {name}. Lamps look as usual.</source>
        <extracomment>with more keys than these, what stands around them follows them at most once in so many ms</extracomment>
        <translation>Es gibt keine Lampenfarben namens {name}. Die Lampen sehen aus wie üblich.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>You missed a call from {name}.</source>
        <translation>Verpasster Anruf von {name}.</translation>
    </message>
    <message>
        <source>{number} copied.</source>
        <translation>{number} kopiert.</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Pick up</source>
        <extracomment>Offers more in the menu of a key: actions or whole menus that somebody else owns.</extracomment>
        <translation>Heranholen</translation>
    </message>
    <message>
        <source>Pick up what rings in the group, {code}</source>
        <translation>Heranholen, was in der Gruppe klingelt, {code}</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Call anyway</source>
        <translation>Trotzdem anrufen</translation>
    </message>
    <message>
        <source>Call with this phone</source>
        <translation>Mit diesem Telefon anrufen</translation>
    </message>
    <message>
        <source>Why this lamp?</source>
        <translation>Warum diese Lampe?</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Neu abfragen</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>Nummer kopieren</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>How loud the microphone is</source>
        <translation>Wie laut das Mikrofon ist</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Note…</source>
        <translation>Notiz…</translation>
    </message>
    <message>
        <source>Leave a note</source>
        <translation>Notiz hinterlassen</translation>
    </message>
    <message>
        <source>Note on {name}</source>
        <translation>Notiz zu {name}</translation>
    </message>
</context>
<context>
    <name>NoteBox</name>
    <message>
        <source>Note on {name}</source>
        <extracomment>A note is one line on a key.</extracomment>
        <translation>Notiz zu {name}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Close this line</source>
        <extracomment>lines shown at a time; older ones give way</extracomment>
        <translation>Diese Zeile schließen</translation>
    </message>
</context>
<context>
    <name>Omnibox</name>
    <message>
        <source>Name or number. Just start typing</source>
        <extracomment>Who else is found, and by which words keys are.</extracomment>
        <translation>Name oder Nummer. Einfach lostippen</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Name oder Nummer</translation>
    </message>
    <message>
        <source>Ctrl F</source>
        <translation>Strg F</translation>
    </message>
</context>
<context>
    <name>PageNote</name>
    <message>
        <source>This page is empty. Drag keys here or add some.</source>
        <translation>Diese Seite ist leer. Ziehen Sie Tasten hierher oder fügen Sie welche hinzu.</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>Tasten hinzufügen</translation>
    </message>
    <message>
        <source>Nobody is free right now.</source>
        <translation>Gerade ist niemand frei.</translation>
    </message>
    <message>
        <source>Nobody is busy right now.</source>
        <translation>Gerade ist niemand besetzt.</translation>
    </message>
    <message>
        <source>All lamps of this page are certain.</source>
        <translation>Alle Lampen dieser Seite sind sicher.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>PageTabs</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Name of the page</source>
        <translation>Name der Seite</translation>
    </message>
    <message>
        <source>{page}, page with ringing key</source>
        <translation>{page}, Seite mit Ruf</translation>
    </message>
</context>
<context>
    <name>PagesArea</name>
    <message>
        <source>Page</source>
        <extracomment>Puts tables into force: what it is, in words, then the tables.</extracomment>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>Seite hinzufügen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Only who is free</source>
        <translation>Nur wer frei ist</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Besetzt</translation>
    </message>
    <message>
        <source>Only who is busy</source>
        <translation>Nur wer besetzt ist</translation>
    </message>
    <message>
        <source>Key size</source>
        <translation>Tastengröße</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Page {n}</source>
        <translation>Seite {n}</translation>
    </message>
    <message>
        <source>Page {name} added</source>
        <translation>Seite {name} hinzugefügt</translation>
    </message>
    <message>
        <source>Page {name} removed</source>
        <translation>Seite {name} entfernt</translation>
    </message>
    <message>
        <source>Page {old} is called {new} now</source>
        <translation>Seite {old} heißt jetzt {new}</translation>
    </message>
    <message>
        <source>Order of the pages</source>
        <translation>Reihenfolge der Seiten</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Keys have fixed places</source>
        <translation>Tasten haben feste Plätze</translation>
    </message>
    <message>
        <source>Remove page</source>
        <translation>Seite entfernen</translation>
    </message>
    <message>
        <source>Layout of {page}</source>
        <translation>Anordnung von {page}</translation>
    </message>
</context>
<context>
    <name>PanelWindow</name>
    <message>
        <source>All keys</source>
        <extracomment>narrower ones have no filter</extracomment>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>{page} – blfpanel</source>
        <translation>{page} – blfpanel</translation>
    </message>
</context>
<context>
    <name>Parties</name>
    <message>
        <source>Parties</source>
        <translation>Beteiligte</translation>
    </message>
</context>
<context>
    <name>PasswordCard</name>
    <message>
        <source>New password</source>
        <extracomment>Puts a password away; raises SecretsError. Waits for the keyring, which may ask the person.</extracomment>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Kept in the keyring, never in the settings.</source>
        <translation>Im Schlüsselbund gespeichert, nie in den Einstellungen.</translation>
    </message>
    <message>
        <source>Fill in the other settings first.</source>
        <translation>Füllen Sie zuerst die anderen Einstellungen aus.</translation>
    </message>
    <message>
        <source>Kept, and used from now on.</source>
        <translation>Gespeichert und ab jetzt verwendet.</translation>
    </message>
</context>
<context>
    <name>Popup</name>
    <message>
        <source>Close</source>
        <extracomment>As many as fit above each other on a small screen.</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Press</name>
    <message>
        <source>Call</source>
        <extracomment>What Enter does with a partner, in two words at most.</extracomment>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation>Heranholen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiterführen</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Umleiten</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Parken</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Abholen</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Schalten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Tell me when free</source>
        <translation>Melden, wenn frei</translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation>Anrufbeantworter</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Nothing now</source>
        <translation>Jetzt nichts</translation>
    </message>
    <message>
        <source>Click: nothing now, and it says why</source>
        <translation>Klick: jetzt nichts, und es steht da, warum</translation>
    </message>
    <message>
        <source>Click: call</source>
        <extracomment>What a click does, for the tooltip.</extracomment>
        <translation>Klick: anrufen</translation>
    </message>
    <message>
        <source>Click: pick up</source>
        <translation>Klick: heranholen</translation>
    </message>
    <message>
        <source>Click: answer</source>
        <translation>Klick: annehmen</translation>
    </message>
    <message>
        <source>Click: take back from hold</source>
        <translation>Klick: aus dem Halten zurückholen</translation>
    </message>
    <message>
        <source>Click: send the call that rings there</source>
        <translation>Klick: den klingelnden Anruf dorthin umleiten</translation>
    </message>
    <message>
        <source>Click: transfer the call there</source>
        <translation>Klick: das Gespräch dorthin übergeben</translation>
    </message>
    <message>
        <source>Click: connect with the call on hold</source>
        <translation>Klick: mit dem gehaltenen Anruf verbinden</translation>
    </message>
    <message>
        <source>Click: send the number as digits</source>
        <translation>Klick: die Nummer als Ziffern senden</translation>
    </message>
    <message>
        <source>Click: park the call here</source>
        <translation>Klick: den Anruf hier parken</translation>
    </message>
    <message>
        <source>Click: fetch the parked call</source>
        <translation>Klick: den geparkten Anruf abholen</translation>
    </message>
    <message>
        <source>Click: switch it on or off</source>
        <translation>Klick: ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Click: open it</source>
        <translation>Klick: öffnen</translation>
    </message>
    <message>
        <source>Click: tell me when free</source>
        <translation>Klick: melden, wenn frei</translation>
    </message>
    <message>
        <source>Click: call the voicemail</source>
        <translation>Klick: den Anrufbeantworter anrufen</translation>
    </message>
    <message>
        <source>Click: ask what to do</source>
        <translation>Klick: fragen, was zu tun ist</translation>
    </message>
    <message>
        <source>Call {name}</source>
        <extracomment>What can be chosen where a press asks.</extracomment>
        <translation>{name} anrufen</translation>
    </message>
    <message>
        <source>Send the call that rings to {name}</source>
        <translation>Klingelnden Anruf an {name} umleiten</translation>
    </message>
    <message>
        <source>Transfer the call to {name}</source>
        <translation>Gespräch an {name} übergeben</translation>
    </message>
    <message>
        <source>Tell me when {name} is free</source>
        <translation>Melden, wenn {name} frei ist</translation>
    </message>
    <message>
        <source>Call the voicemail of {name}</source>
        <translation>Anrufbeantworter von {name} anrufen</translation>
    </message>
    <message>
        <source>Call anyway</source>
        <translation>Trotzdem anrufen</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>On the panel already</source>
        <translation>Schon auf dem Feld</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>Nicht starten</translation>
    </message>
</context>
<context>
    <name>Programs</name>
    <message>
        <source>This key runs “{target}”. It is asked only once.</source>
        <extracomment>addresses that are opened as such; all else is a command line</extracomment>
        <translation>Diese Taste startet „{target}“. Die Frage kommt nur einmal.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>Nicht starten</translation>
    </message>
    <message>
        <source>“{target}” cannot be opened.</source>
        <translation>„{target}“ lässt sich nicht öffnen.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>took {seconds} s</source>
        <translation>dauerte {seconds} s</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinde…</translation>
    </message>
</context>
<context>
    <name>Provisioning</name>
    <message>
        <source>No address is given.</source>
        <extracomment>the words, and whether the person must know</extracomment>
        <translation>Keine Adresse angegeben.</translation>
    </message>
    <message>
        <source>In the administrator’s settings: {said}</source>
        <translation>In den Einstellungen des Administrators: {said}</translation>
    </message>
    <message>
        <source>Your administrator’s settings, read at {time}.</source>
        <translation>Einstellungen Ihres Administrators, gelesen um {time}.</translation>
    </message>
    <message>
        <source>The administrator’s settings were not read. {problem}</source>
        <translation>Die Einstellungen des Administrators wurden nicht gelesen. {problem}</translation>
    </message>
    <message>
        <source>The administrator’s settings are those of {age} ago. {problem}</source>
        <translation>Die Einstellungen des Administrators sind {age} alt. {problem}</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Anderswo</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Sent on</source>
        <translation>Umgeleitet</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Angerufen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>{number} copied.</source>
        <extracomment>px at 100 %</extracomment>
        <translation>{number} kopiert.</translation>
    </message>
    <message>
        <source>The list of calls is empty.</source>
        <translation>Die Anrufliste ist leer.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>nicht angesehen</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Results</source>
        <extracomment>the selected result and what can be done with it, for the ear</extracomment>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>No one called “{text}”.</source>
        <translation>Niemand heißt „{text}“.</translation>
    </message>
    <message>
        <source>Enter: {action}.</source>
        <translation>Eingabe: {action}.</translation>
    </message>
</context>
<context>
    <name>RowsList</name>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation>Von Ihrem Administrator festgelegt</translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message>
        <source>No column is called “number”. Write a first line such as “number;label;group”.</source>
        <translation>Keine Spalte heißt „number“. Schreiben Sie eine erste Zeile wie „number;label;group“.</translation>
    </message>
    <message>
        <source>“{part}” is not a number or a range such as 200-299.</source>
        <translation>„{part}“ ist weder eine Nummer noch ein Bereich wie 200-299.</translation>
    </message>
    <message>
        <source>“{part}” ends before it begins. Write the lower number first.</source>
        <translation>„{part}“ endet vor dem Anfang. Schreiben Sie die kleinere Nummer zuerst.</translation>
    </message>
    <message>
        <source>These are more than {most} numbers.</source>
        <translation>Das sind mehr als {most} Nummern.</translation>
    </message>
    <message>
        <source>Line {line}: “{label}” has no number and is left out.</source>
        <translation>Zeile {line}: „{label}“ hat keine Nummer und entfällt.</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>In dieser Datei steht nichts.</translation>
    </message>
    <message>
        <source>Line {line}: “{text}” means nothing in the column “{column}”.</source>
        <translation>Zeile {line}: „{text}“ bedeutet nichts in der Spalte „{column}“.</translation>
    </message>
    <message>
        <source>There is no account {index} here; its keys go to the first.</source>
        <translation>Ein Konto {index} gibt es hier nicht; seine Tasten gehen an das erste.</translation>
    </message>
    <message>
        <source>{vendor} phones have no keys for {count} of these, which are left out: {names}.</source>
        <translation>Telefone von {vendor} haben für {count} davon keine Tasten, diese entfallen: {names}.</translation>
    </message>
    <message>
        <source>{vendor} phones have no {kind} keys: {count} become other keys.</source>
        <translation>Telefone von {vendor} haben keine Tasten der Art {kind}: {count} werden andere Tasten.</translation>
    </message>
    <message>
        <source>{vendor} phones do not keep: {fields}.</source>
        <translation>Telefone von {vendor} behalten nicht: {fields}.</translation>
    </message>
    <message>
        <source>Line {line}: a key of kind “{kind}” has no place on a panel.</source>
        <translation>Zeile {line}: Eine Taste der Art „{kind}“ hat auf einem Feld keinen Platz.</translation>
    </message>
    <message>
        <source>Line {line}: a key without a number is left out.</source>
        <translation>Zeile {line}: Eine Taste ohne Nummer entfällt.</translation>
    </message>
    <message>
        <source>“{setting}” is set by your administrator.</source>
        <translation>„{setting}“ ist von Ihrem Administrator festgelegt.</translation>
    </message>
    <message>
        <source>Not registered: {cause}</source>
        <translation>Nicht angemeldet: {cause}</translation>
    </message>
    <message>
        <source>{server} does not register {own}: {reason}. [{status}]</source>
        <translation>{server} meldet {own} nicht an: {reason}. [{status}]</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>falsches Passwort</translation>
    </message>
    <message>
        <source>number unknown</source>
        <translation>Nummer unbekannt</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>{text} Next try in {time}.</source>
        <translation>{text} Nächster Versuch in {time}.</translation>
    </message>
    <message>
        <source>{server} does not answer.</source>
        <translation>{server} antwortet nicht.</translation>
    </message>
    <message>
        <source>{server} does not accept the password of {own}. [{status}]</source>
        <translation>{server} akzeptiert das Passwort von {own} nicht. [{status}]</translation>
    </message>
    <message>
        <source>{server} does not know the number {own}. [{status}]</source>
        <translation>{server} kennt die Nummer {own} nicht. [{status}]</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Registering…</source>
        <translation>Meldet an…</translation>
    </message>
    <message>
        <source>Connected to {server}, which wants no registration</source>
        <translation>Verbunden mit {server}, ohne dass eine Anmeldung verlangt wird</translation>
    </message>
    <message>
        <source>Registered at {server}</source>
        <translation>Angemeldet bei {server}</translation>
    </message>
    <message>
        <source>Back from {name}, not reached</source>
        <translation>Zurück von {name}, nicht erreicht</translation>
    </message>
    <message>
        <source>Back from {name}, no answer</source>
        <translation>Zurück von {name}, keine Antwort</translation>
    </message>
    <message>
        <source>Back from {name}, busy</source>
        <translation>Zurück von {name}, besetzt</translation>
    </message>
    <message>
        <source>Back from {name}, declined</source>
        <translation>Zurück von {name}, abgewiesen</translation>
    </message>
    <message>
        <source>Back from {name}</source>
        <translation>Zurück von {name}</translation>
    </message>
    <message>
        <source>subscription active</source>
        <translation>Abonnement aktiv</translation>
    </message>
    <message>
        <source>subscription pending</source>
        <translation>Abonnement ausstehend</translation>
    </message>
    <message>
        <source>the PBX tells by itself</source>
        <translation>die Telefonanlage meldet von selbst</translation>
    </message>
    <message>
        <source>read from a file</source>
        <translation>aus einer Datei gelesen</translation>
    </message>
    <message>
        <source>{word}, because the PBX {says}. On {pbx}, that {meaning}.</source>
        <translation>{word}, weil die Telefonanlage {says}. Bei {pbx}: Das {meaning}.</translation>
    </message>
    <message>
        <source>says {call} is “{said}”</source>
        <translation>{call} als „{said}“ meldet</translation>
    </message>
    <message>
        <source>Unknown, because no message about {number} has come yet.</source>
        <translation>Unbekannt, weil noch keine Nachricht über {number} gekommen ist.</translation>
    </message>
    <message>
        <source>Ask its administrator; {hint}.</source>
        <translation>Fragen Sie den Administrator der Telefonanlage; {hint}.</translation>
    </message>
    <message>
        <source>Certain. Heard {heard} ago, {source}.</source>
        <translation>Sicher. Vor {heard} gehört, {source}.</translation>
    </message>
    <message>
        <source>{cause}{code}</source>
        <translation>{cause}{code}</translation>
    </message>
    <message>
        <source>{word}, because the PBX tells {subject}. That {meaning}.</source>
        <translation>{word}, weil die Telefonanlage {subject} meldet. Das {meaning}.</translation>
    </message>
    <message>
        <source>says there are no calls</source>
        <translation>keine Anrufe meldet</translation>
    </message>
    <message>
        <source>call {id}</source>
        <translation>Anruf {id}</translation>
    </message>
    <message>
        <source>a call</source>
        <translation>einen Anruf</translation>
    </message>
    <message>
        <source>does not say how {call} stands</source>
        <translation>nicht sagt, wie es um {call} steht</translation>
    </message>
    <message>
        <source>{text} {rest}</source>
        <translation>{text} {rest}</translation>
    </message>
    <message>
        <source>The PBX said yes and has sent nothing since. Often a firewall.</source>
        <translation>Die Telefonanlage hat zugestimmt und seither nichts gesendet. Oft liegt es an einer Firewall.</translation>
    </message>
    <message>
        <source>No news of {number}: {failure}.</source>
        <translation>Nichts Neues von {number}: {failure}.</translation>
    </message>
    <message>
        <source>Unknown, because {why}.</source>
        <translation>Unbekannt: {why}.</translation>
    </message>
    <message>
        <source>Ask its administrator.</source>
        <translation>Fragen Sie den Administrator der Telefonanlage.</translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation>Nichts ist bekannt.</translation>
    </message>
    <message>
        <source>Uncertain. Last heard {heard} ago, {doubt}.</source>
        <translation>Unsicher. Zuletzt vor {heard} gehört, {doubt}.</translation>
    </message>
    <message>
        <source>Certain. Heard {heard} ago, {source}, next refresh in {due}.</source>
        <translation>Sicher. Vor {heard} gehört, {source}, nächste Auffrischung in {due}.</translation>
    </message>
    <message>
        <source>sent an empty message</source>
        <translation>eine leere Nachricht gesendet hat</translation>
    </message>
    <message>
        <source>The PBX does not allow {own} to watch {number}. {advice}</source>
        <translation>Die Telefonanlage erlaubt {own} nicht, {number} zu beobachten. {advice}</translation>
    </message>
    <message>
        <source>The PBX has no {number}, or nothing to watch there (Asterisk: no hint).</source>
        <translation>Die Telefonanlage hat {number} nicht oder dort nichts zu beobachten (Asterisk: kein Hint).</translation>
    </message>
    <message>
        <source>This PBX does not offer dialog lamps for {number}.</source>
        <translation>Diese Telefonanlage bietet für {number} keine Dialoglampen.</translation>
    </message>
    <message>
        <source>The PBX refuses to tell about {number}: {cause}. [{status}]</source>
        <translation>Die Telefonanlage verweigert Auskunft über {number}: {cause}. [{status}]</translation>
    </message>
    <message>
        <source>Nothing is known. Next try in {due}.</source>
        <translation>Nichts ist bekannt. Nächster Versuch in {due}.</translation>
    </message>
    <message>
        <source>Uncertain. Last heard {heard} ago, {doubt}, next try in {due}.</source>
        <translation>Unsicher. Zuletzt vor {heard} gehört, {doubt}, nächster Versuch in {due}.</translation>
    </message>
    <message>
        <source>Subscription ended</source>
        <translation>Abonnement beendet</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>Nicht abonniert</translation>
    </message>
    <message>
        <source>Presence tells no calls</source>
        <translation>Presence meldet keine Anrufe</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>Falsches Passwort</translation>
    </message>
    <message>
        <source>Not allowed to watch</source>
        <translation>Beobachten nicht erlaubt</translation>
    </message>
    <message>
        <source>Number unknown</source>
        <translation>Nummer unbekannt</translation>
    </message>
    <message>
        <source>No lamps here</source>
        <translation>Keine Lampen hier</translation>
    </message>
    <message>
        <source>network lost</source>
        <translation>Netz weg</translation>
    </message>
    <message>
        <source>refresh failed</source>
        <translation>Erneuern gescheitert</translation>
    </message>
    <message>
        <source>no news</source>
        <translation>keine Meldung</translation>
    </message>
    <message>
        <source>PBX restarted</source>
        <translation>Telefonanlage neu gestartet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Accepted, no news</source>
        <translation>Angenommen, keine Meldung</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Already answered by {who}.</source>
        <translation>{who} hat schon angenommen.</translation>
    </message>
    <message>
        <source>This call cannot be picked up by {method}.</source>
        <translation>Dieser Anruf lässt sich nicht mit {method} heranholen.</translation>
    </message>
    <message>
        <source>Nothing rings at {label}.</source>
        <translation>Bei {label} klingelt nichts.</translation>
    </message>
    <message>
        <source>No password is known for {place}. Keep it with `keyring set blfpanel {place}` or give it in {variable}.{why}</source>
        <translation>Für {place} ist kein Passwort bekannt. Speichern Sie es mit `keyring set blfpanel {place}` oder geben Sie es in {variable} an.{why}</translation>
    </message>
    <message>
        <source>There is no profile “{profile}” for {account}; the PBX is recognised by what it sends. Known are {known}.</source>
        <translation>Für {account} gibt es kein Profil „{profile}“; die Telefonanlage wird an dem erkannt, was sie sendet. Bekannt sind {known}.</translation>
    </message>
    <message>
        <source>{source} does not answer.</source>
        <translation>{source} antwortet nicht.</translation>
    </message>
    <message>
        <source>{source} does not accept {user}.</source>
        <translation>{source} akzeptiert {user} nicht.</translation>
    </message>
    <message>
        <source>The filter {filter} is not one.</source>
        <translation>Der Filter {filter} ist keiner.</translation>
    </message>
    <message>
        <source>{source} has no {base}.</source>
        <translation>{source} hat kein {base}.</translation>
    </message>
    <message>
        <source>{source} refused the search: {why}.</source>
        <translation>{source} hat die Suche abgelehnt: {why}.</translation>
    </message>
    <message>
        <source>Directory servers need the extra “ldap”: pip install blfpanel[ldap].</source>
        <translation>Verzeichnisserver brauchen das Extra „ldap“: pip install blfpanel[ldap].</translation>
    </message>
    <message>
        <source>The directory {name} cannot be read: {why}</source>
        <translation>Das Verzeichnis {name} ist nicht lesbar: {why}</translation>
    </message>
    <message>
        <source>{path} is too large.</source>
        <translation>{path} ist zu groß.</translation>
    </message>
    <message>
        <source>{where} cannot be reached: {why}.</source>
        <translation>{where} ist nicht erreichbar: {why}.</translation>
    </message>
    <message>
        <source>`{table}` is left out: programs are taken over https only.</source>
        <translation>`{table}` entfällt: Programme werden nur über https übernommen.</translation>
    </message>
    <message>
        <source>The certificate of {where} is not trusted: {why}. Nothing was sent.</source>
        <translation>Dem Zertifikat von {where} wird nicht vertraut: {why}. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{where} does not answer.</source>
        <translation>{where} antwortet nicht.</translation>
    </message>
    <message>
        <source>`{path}` in `locked` is not a setting.</source>
        <translation>`{path}` in `locked` ist keine Einstellung.</translation>
    </message>
    <message>
        <source>{url} is no address of settings. Begin it with https://, http:// or file://.</source>
        <translation>{url} ist keine Adresse für Einstellungen. Beginnen Sie sie mit https://, http:// oder file://.</translation>
    </message>
    <message>
        <source>What {where} gives is too large.</source>
        <translation>Was {where} liefert, ist zu groß.</translation>
    </message>
    <message>
        <source>{where} does not give the settings. [{code}]</source>
        <translation>{where} liefert die Einstellungen nicht. [{code}]</translation>
    </message>
    <message>
        <source>What {where} gives is not UTF-8.</source>
        <translation>Was {where} liefert, ist kein UTF-8.</translation>
    </message>
    <message>
        <source>{where} points to an address without encryption.</source>
        <translation>{where} verweist auf eine Adresse ohne Verschlüsselung.</translation>
    </message>
    <message>
        <source>The link is longer than any number. It is not followed.</source>
        <translation>Der Link ist länger als jede Nummer. Ihm wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>The link has control characters in it. It is not followed.</source>
        <translation>Der Link enthält Steuerzeichen. Ihm wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>“{text}” is no number, and no link to one.</source>
        <translation>„{text}“ ist keine Nummer und kein Link zu einer.</translation>
    </message>
    <message>
        <source>The link has no number that can be called.</source>
        <translation>Der Link enthält keine Nummer, die sich anrufen lässt.</translation>
    </message>
    <message>
        <source>The link wants something other than a call. It is not followed.</source>
        <translation>Der Link will etwas anderes als einen Anruf. Ihm wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>The link has a password in it. It is not followed.</source>
        <translation>Der Link enthält ein Passwort. Ihm wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>The link does not say whom to call.</source>
        <translation>Der Link sagt nicht, wen er anrufen will.</translation>
    </message>
    <message>
        <source>The link wants to put “{name}” into the call. It is not followed.</source>
        <translation>Der Link will „{name}“ in den Anruf setzen. Ihm wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>The link asks for “{name}”, which is not known.</source>
        <translation>Der Link verlangt „{name}“, das nicht bekannt ist.</translation>
    </message>
    <message>
        <source>The address in the link cannot be read.</source>
        <translation>Die Adresse im Link ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The extension in the link is no number.</source>
        <translation>Die Nebenstelle im Link ist keine Nummer.</translation>
    </message>
    <message>
        <source>There is no server called {host}. Check the spelling.</source>
        <translation>Es gibt keinen Server namens {host}. Prüfen Sie die Schreibweise.</translation>
    </message>
    <message>
        <source>The name {host} cannot be looked up now. Check the network.</source>
        <translation>Der Name {host} lässt sich gerade nicht auflösen. Prüfen Sie das Netz.</translation>
    </message>
    <message>
        <source>The certificate of {host} comes from a CA that is not trusted. Connection refused, nothing was sent. If it is the right server, name the CA&apos;s certificate as `ca_file`.</source>
        <translation>Das Zertifikat von {host} kommt von einer CA, der nicht vertraut wird. Verbindung abgelehnt, nichts wurde gesendet. Ist es der richtige Server, geben Sie das Zertifikat der CA als `ca_file` an.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not accepted: {what}. Connection refused, nothing was sent.</source>
        <translation>Das Zertifikat von {host} wird nicht akzeptiert: {what}. Verbindung abgelehnt, nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{host} speaks no TLS at port {port}. Nothing was sent. Check port and transport.</source>
        <translation>{host} spricht kein TLS auf Port {port}. Nichts wurde gesendet. Prüfen Sie Port und Transport.</translation>
    </message>
    <message>
        <source>{host} speaks only TLS older than 1.2. Nothing was sent. Ask its administrator.</source>
        <translation>{host} spricht nur TLS vor 1.2. Nichts wurde gesendet. Fragen Sie den Administrator.</translation>
    </message>
    <message>
        <source>{host} wants a certificate of yours. Set `certificate` and `certificate_key`.</source>
        <translation>{host} verlangt ein Zertifikat von Ihnen. Setzen Sie `certificate` und `certificate_key`.</translation>
    </message>
    <message>
        <source>{host} does not accept your certificate. Check `certificate`.</source>
        <translation>{host} akzeptiert Ihr Zertifikat nicht. Prüfen Sie `certificate`.</translation>
    </message>
    <message>
        <source>{host} breaks off the TLS handshake at port {port}. Nothing was sent. Check port and transport, and whether the server wants a certificate of yours or is older than TLS 1.2.</source>
        <translation>{host} bricht den TLS-Handshake auf Port {port} ab. Nichts wurde gesendet. Prüfen Sie Port und Transport und ob der Server ein Zertifikat von Ihnen verlangt oder älter als TLS 1.2 ist.</translation>
    </message>
    <message>
        <source>{host} and this machine cannot agree on TLS at port {port}: {what}.</source>
        <translation>{host} und dieser Rechner werden sich auf Port {port} nicht über TLS einig: {what}.</translation>
    </message>
    <message>
        <source>{host} refuses {where}. Check port and transport.</source>
        <translation>{host} weist {where} ab. Prüfen Sie Port und Transport.</translation>
    </message>
    <message>
        <source>There is no route to {host}. Check the network.</source>
        <translation>Es gibt keine Route zu {host}. Prüfen Sie das Netz.</translation>
    </message>
    <message>
        <source>No network. There is no way to {host}.</source>
        <translation>Kein Netz. Es gibt keinen Weg zu {host}.</translation>
    </message>
    <message>
        <source>{host} does not answer ({where} tried).</source>
        <translation>{host} antwortet nicht ({where} versucht).</translation>
    </message>
    <message>
        <source>{host} closed the connection.</source>
        <translation>{host} hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>A message to {host} is too long for UDP. Use TCP.</source>
        <translation>Eine Nachricht an {host} ist zu lang für UDP. Nehmen Sie TCP.</translation>
    </message>
    <message>
        <source>This machine does not let messages out to {host}. Check its firewall.</source>
        <translation>Dieser Rechner lässt keine Nachrichten zu {host} hinaus. Prüfen Sie seine Firewall.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not valid yet. Connection refused, nothing was sent. Check this machine&apos;s clock.</source>
        <translation>Das Zertifikat von {host} ist noch nicht gültig. Verbindung abgelehnt, nichts wurde gesendet. Prüfen Sie die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>The certificate of {host} has expired. Connection refused, nothing was sent. Its administrator has to renew it.</source>
        <translation>Das Zertifikat von {host} ist abgelaufen. Verbindung abgelehnt, nichts wurde gesendet. Der Administrator muss es erneuern.</translation>
    </message>
    <message>
        <source>The certificate of {host} is signed by nobody but itself. Connection refused, nothing was sent. If it is the right server, name that certificate as `ca_file`.</source>
        <translation>Das Zertifikat von {host} ist nur von sich selbst signiert. Verbindung abgelehnt, nichts wurde gesendet. Ist es der richtige Server, geben Sie dieses Zertifikat als `ca_file` an.</translation>
    </message>
    <message>
        <source>{host} cannot be reached at {where}: {why}.</source>
        <translation>{host} ist unter {where} nicht erreichbar: {why}.</translation>
    </message>
    <message>
        <source>{host} does not answer in TLS at port {port}. Nothing was sent. Check port and transport.</source>
        <translation>{host} antwortet auf Port {port} nicht mit TLS. Nichts wurde gesendet. Prüfen Sie Port und Transport.</translation>
    </message>
    <message>
        <source>The certificate of {host} is for {names}. Connection refused, nothing was sent. Give the server&apos;s name as it stands there, or name this very certificate as `ca_file`.</source>
        <translation>Das Zertifikat von {host} gilt für {names}. Verbindung abgelehnt, nichts wurde gesendet. Geben Sie den Namen des Servers so an, wie er dort steht, oder genau dieses Zertifikat als `ca_file`.</translation>
    </message>
    <message>
        <source>The file {file} cannot be used: {why}. Check `ca_file`.</source>
        <translation>Die Datei {file} ist nicht verwendbar: {why}. Prüfen Sie `ca_file`.</translation>
    </message>
    <message>
        <source>The certificate {file} and its key cannot be used: {why}. Check `certificate` and `certificate_key`.</source>
        <translation>Das Zertifikat {file} und sein Schlüssel sind nicht verwendbar: {why}. Prüfen Sie `certificate` und `certificate_key`.</translation>
    </message>
    <message>
        <source>set by you</source>
        <translation>von Ihnen eingestellt</translation>
    </message>
    <message>
        <source>The call to {name} was sent on, too often or to no place to call.</source>
        <translation>Der Anruf bei {name} wurde weitergeschickt, zu oft oder an kein anrufbares Ziel.</translation>
    </message>
    <message>
        <source>“{what}” is on no keypad: 0-9, *, # and A-D are.</source>
        <translation>„{what}“ steht auf keiner Wähltastatur: nur 0-9, *, # und A-D.</translation>
    </message>
    <message>
        <source>{name} was not put on hold: {failure}. Silence is sent instead.</source>
        <translation>{name} wurde nicht gehalten: {failure}. Stattdessen wird Stille gesendet.</translation>
    </message>
    <message>
        <source>{name} could not be taken back from hold: {failure}. Try again.</source>
        <translation>{name} ließ sich nicht weiterführen: {failure}. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The call from {name} was answered by itself: {name} hears you.</source>
        <translation>Der Anruf von {name} wurde von selbst angenommen: {name} hört Sie.</translation>
    </message>
    <message>
        <source>There is no account to call {number} with. Add one.</source>
        <translation>Es gibt kein Konto, um {number} anzurufen. Legen Sie eines an.</translation>
    </message>
    <message>
        <source>{name} has not answered yet. Transfer the call once it is up.</source>
        <translation>{name} hat noch nicht angenommen. Übergeben Sie das Gespräch, sobald es steht.</translation>
    </message>
    <message>
        <source>Answer {name} before you connect them.</source>
        <translation>Nehmen Sie {name} an, bevor Sie verbinden.</translation>
    </message>
    <message>
        <source>not recognised, read as RFC 4235 says</source>
        <translation>nicht erkannt, nach RFC 4235 gelesen</translation>
    </message>
    <message>
        <source>recognised by {sign}</source>
        <translation>erkannt an: {sign}</translation>
    </message>
    <message>
        <source>“{number}” cannot be called: {error}.</source>
        <translation>„{number}“ lässt sich nicht anrufen: {error}.</translation>
    </message>
    <message>
        <source>Your desk phone</source>
        <translation>Ihr Tischtelefon</translation>
    </message>
    <message>
        <source>{phone} rings. Take it off the hook.</source>
        <translation>{phone} klingelt. Nehmen Sie den Hörer ab.</translation>
    </message>
    <message>
        <source>{phone} is asked to call {name}…</source>
        <translation>{phone} soll {name} anrufen…</translation>
    </message>
    <message>
        <source>{phone} did not get through. {why}</source>
        <translation>{phone} kam nicht durch. {why}</translation>
    </message>
    <message>
        <source>{phone} calls {name}.</source>
        <translation>{phone} ruft {name} an.</translation>
    </message>
    <message>
        <source>{phone} talks to {name}.</source>
        <translation>{phone} ist im Gespräch mit {name}.</translation>
    </message>
    <message>
        <source>{phone} does not make calls for others. [{status}] Set `desk_phone_by = &quot;callback&quot;` for this account, or allow it there.</source>
        <translation>{phone} ruft nicht für andere an. [{status}] Setzen Sie `desk_phone_by = &quot;callback&quot;` für dieses Konto oder erlauben Sie es dort.</translation>
    </message>
    <message>
        <source>{phone} was put down.</source>
        <translation>{phone} hat aufgelegt.</translation>
    </message>
    <message>
        <source>The desk phone “{desk_phone}” of {account} cannot be called: {error}. Calls are made here.</source>
        <translation>Das Tischtelefon „{desk_phone}“ von {account} lässt sich nicht anrufen: {error}. Anrufe laufen von hier.</translation>
    </message>
    <message>
        <source>You have {name} again.</source>
        <translation>Sie haben {name} wieder.</translation>
    </message>
    <message>
        <source>Transferring to {name}…</source>
        <translation>{name} wird übergeben…</translation>
    </message>
    <message>
        <source>{name} transferred to {target}.</source>
        <translation>{name} an {target} übergeben.</translation>
    </message>
    <message>
        <source>{name} is still on hold.</source>
        <translation>{name} ist noch gehalten.</translation>
    </message>
    <message>
        <source>{name} is on hold.</source>
        <translation>{name} ist gehalten.</translation>
    </message>
    <message>
        <source>{name} is being transferred already.</source>
        <translation>{name} wird schon übergeben.</translation>
    </message>
    <message>
        <source>{who} wanted this phone to call {name}. It was refused.</source>
        <translation>{who} wollte, dass dieses Telefon {name} anruft. Das wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The PBX does not transfer calls this way. [{status}]</source>
        <translation>Die Telefonanlage übergibt Gespräche so nicht. [{status}]</translation>
    </message>
    <message>
        <source>You are being transferred to {name}…</source>
        <translation>Sie werden an {name} übergeben…</translation>
    </message>
    <message>
        <source>{name} hung up before the transfer to {target}.</source>
        <translation>{name} hat vor der Übergabe an {target} aufgelegt.</translation>
    </message>
    <message>
        <source>{names} did not become free.</source>
        <translation>Nicht frei geworden: {names}.</translation>
    </message>
    <message>
        <source>{sender} reports calls of somebody who has no key here. Add a key to see them.</source>
        <translation>{sender} meldet Anrufe von jemandem ohne Taste hier. Legen Sie eine Taste an, um sie zu sehen.</translation>
    </message>
    <message>
        <source>A message about {label} cannot be read: {error}.</source>
        <translation>Eine Nachricht über {label} ist nicht lesbar: {error}.</translation>
    </message>
    <message>
        <source>A message about the list “{name}” cannot be read: {error}.</source>
        <translation>Eine Nachricht über die Liste „{name}“ ist nicht lesbar: {error}.</translation>
    </message>
    <message>
        <source>{server} sends an empty list “{name}”, or knows no such list.</source>
        <translation>{server} sendet eine leere Liste „{name}“ oder kennt sie nicht.</translation>
    </message>
    <message>
        <source>The list “{name}” has come.</source>
        <translation>Die Liste „{name}“ ist da.</translation>
    </message>
    <message>
        <source>{server} has no list “{name}”.</source>
        <translation>{server} hat keine Liste „{name}“.</translation>
    </message>
    <message>
        <source>{server} does not allow {own_number} the list “{name}”.</source>
        <translation>{server} erlaubt {own_number} die Liste „{name}“ nicht.</translation>
    </message>
    <message>
        <source>{server} does not accept the password of {own_number}.</source>
        <translation>{server} akzeptiert das Passwort von {own_number} nicht.</translation>
    </message>
    <message>
        <source>{server} does not offer lists of lamps such as “{name}”.</source>
        <translation>{server} bietet keine Listen von Lampen wie „{name}“ an.</translation>
    </message>
    <message>
        <source>{server} refuses the list “{name}”.</source>
        <translation>{server} lehnt die Liste „{name}“ ab.</translation>
    </message>
    <message>
        <source>{server} knows “{name}” as a number and not as a list.</source>
        <translation>{server} kennt „{name}“ als Nummer und nicht als Liste.</translation>
    </message>
    <message>
        <source>The list “{name}” does not come{why}.</source>
        <translation>Die Liste „{name}“ kommt nicht{why}.</translation>
    </message>
    <message>
        <source>The list “{name}” has a member that cannot be watched: {error}.</source>
        <translation>Die Liste „{name}“ hat ein Mitglied, das sich nicht beobachten lässt: {error}.</translation>
    </message>
    <message>
        <source>This key shows your own calls.</source>
        <translation>Diese Taste zeigt Ihre eigenen Anrufe.</translation>
    </message>
    <message>
        <source>This key has no lamp.</source>
        <translation>Diese Taste hat keine Lampe.</translation>
    </message>
    <message>
        <source>Certain.</source>
        <translation>Sicher.</translation>
    </message>
    <message>
        <source>{server} does not answer. Lamps show what was last known.</source>
        <translation>{server} antwortet nicht. Lampen zeigen, was zuletzt bekannt war.</translation>
    </message>
    <message>
        <source>The key “{label}” has no number that can be called: {error}.</source>
        <translation>Die Taste „{label}“ hat keine Nummer, die sich anrufen lässt: {error}.</translation>
    </message>
    <message>
        <source>“{name}” is no list that can be watched: {error}.</source>
        <translation>„{name}“ ist keine Liste, die sich beobachten lässt: {error}.</translation>
    </message>
    <message>
        <source>{flow} sent something that is no SIP message: {reason}.</source>
        <translation>{flow} hat etwas gesendet, das keine SIP-Nachricht ist: {reason}.</translation>
    </message>
    <message>
        <source>{summary}, sent by {flow}, belongs to nothing here. Answered {status}.</source>
        <translation>{summary}, gesendet von {flow}, gehört hier zu nichts. Beantwortet mit {status}.</translation>
    </message>
    <message>
        <source>Connected again.{up_to_date}</source>
        <translation>Wieder verbunden.{up_to_date}</translation>
    </message>
    <message>
        <source>This is your own call.</source>
        <translation>Das ist Ihr eigener Anruf.</translation>
    </message>
    <message>
        <source>Already answered.</source>
        <translation>Schon angenommen.</translation>
    </message>
    <message>
        <source>The caller hung up.</source>
        <translation>Der Anrufer hat aufgelegt.</translation>
    </message>
    <message>
        <source>Pick-up cancelled.</source>
        <translation>Heranholen abgebrochen.</translation>
    </message>
    <message>
        <source>No way to pick this call up is known. Give the account a pick-up code.</source>
        <translation>Es ist kein Weg bekannt, diesen Anruf heranzuholen. Geben Sie dem Konto einen Code zum Heranholen.</translation>
    </message>
    <message>
        <source>The PBX did not hand the call over [{status}]. Tried: {tried}.</source>
        <translation>Die Telefonanlage hat den Anruf nicht herausgegeben [{status}]. Versucht: {tried}.</translation>
    </message>
    <message>
        <source>This call had been answered by {label} already; you are talking to {who}.</source>
        <translation>{label} hatte diesen Anruf schon angenommen; am Apparat ist {who}.</translation>
    </message>
    <message>
        <source>The PBX answered, but {label} still rings: the call was not picked up. Its pick-up code may be another one: set the account&apos;s.</source>
        <translation>Die Telefonanlage hat geantwortet, aber {label} klingelt noch: Der Anruf wurde nicht herangeholt. Der Code zum Heranholen ist vielleicht ein anderer: Setzen Sie den des Kontos.</translation>
    </message>
    <message>
        <source>The PBX handed over another call: you are talking to {name}.</source>
        <translation>Die Telefonanlage hat einen anderen Anruf herausgegeben: Am Apparat ist {name}.</translation>
    </message>
    <message>
        <source>The PBX does not answer. The call at {number} was not picked up. [408]</source>
        <translation>Die Telefonanlage antwortet nicht. Der Anruf bei {number} wurde nicht herangeholt. [408]</translation>
    </message>
    <message>
        <source>{text} {advice}</source>
        <translation>{text} {advice}</translation>
    </message>
    <message>
        <source>Ask its administrator whether {own} may pick up calls of {number}.</source>
        <translation>Fragen Sie den Administrator, ob {own} Anrufe von {number} heranholen darf.</translation>
    </message>
    <message>
        <source>The caller and this phone have no sound in common.</source>
        <translation>Der Anrufer und dieses Telefon haben kein gemeinsames Tonformat.</translation>
    </message>
    <message>
        <source>Its pick-up code may be another one: set the account&apos;s.</source>
        <translation>Der Code zum Heranholen ist vielleicht ein anderer: Setzen Sie den des Kontos.</translation>
    </message>
    <message>
        <source>Give the account a pick-up code.</source>
        <translation>Geben Sie dem Konto einen Code zum Heranholen.</translation>
    </message>
    <message>
        <source>the caller</source>
        <translation>der Anrufer</translation>
    </message>
    <message>
        <source>{label} is talking.</source>
        <translation>{label} ist im Gespräch.</translation>
    </message>
    <message>
        <source>{label} is calling somebody.</source>
        <translation>{label} ruft gerade jemanden an.</translation>
    </message>
    <message>
        <source>{label} is on hold.</source>
        <translation>{label} ist gehalten.</translation>
    </message>
    <message>
        <source>{why} Right-click the key to call anyway.</source>
        <translation>{why} Mit Rechtsklick auf die Taste rufen Sie trotzdem an.</translation>
    </message>
    <message>
        <source>You are in a call with {name}.</source>
        <translation>Sie sind im Gespräch mit {name}.</translation>
    </message>
    <message>
        <source>You are on a call to {label} already.</source>
        <translation>Sie sind schon in einem Anruf bei {label}.</translation>
    </message>
    <message>
        <source>Nothing rings and nothing is on hold at {label}.</source>
        <translation>Bei {label} klingelt nichts und ist nichts gehalten.</translation>
    </message>
    <message>
        <source>Nothing is parked at {label}.</source>
        <translation>Bei {label} ist nichts geparkt.</translation>
    </message>
    <message>
        <source>{label} is busy.</source>
        <translation>{label} ist besetzt.</translation>
    </message>
    <message>
        <source>There is more than one call. Resume the one that is meant.</source>
        <translation>Es gibt mehr als ein Gespräch. Führen Sie das gemeinte weiter.</translation>
    </message>
    <message>
        <source>{name} calls you.</source>
        <translation>{name} ruft Sie an.</translation>
    </message>
    <message>
        <source>There is no call, or more than one on hold. Resume the one that is meant.</source>
        <translation>Es gibt kein Gespräch oder mehr als ein gehaltenes. Führen Sie das gemeinte weiter.</translation>
    </message>
    <message>
        <source>This lamp is uncertain.</source>
        <translation>Diese Lampe ist unsicher.</translation>
    </message>
    <message>
        <source>{name} is busy. [{status}]</source>
        <translation>{name} ist besetzt. [{status}]</translation>
    </message>
    <message>
        <source>{name} does not answer. [{status}]</source>
        <translation>{name} antwortet nicht. [{status}]</translation>
    </message>
    <message>
        <source>{name} is not known to the PBX. [{status}]</source>
        <translation>{name} ist der Telefonanlage nicht bekannt. [{status}]</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingeln</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Ruft an</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Geparkt</translation>
    </message>
    <message>
        <source>{name} declined. [{status}]</source>
        <translation>{name} hat abgewiesen. [{status}]</translation>
    </message>
    <message>
        <source>{name} is not a whole number. [{status}]</source>
        <translation>{name} ist keine vollständige Nummer. [{status}]</translation>
    </message>
    <message>
        <source>{name} may not be called from here. [{status}]</source>
        <translation>{name} darf von hier nicht angerufen werden. [{status}]</translation>
    </message>
    <message>
        <source>{name} has no sound in common with this phone. [{status}]</source>
        <translation>{name} und dieses Telefon haben kein gemeinsames Tonformat. [{status}]</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tg.</translation>
    </message>
    <message>
        <source>The call to {name} failed: {reason}. [{status}]</source>
        <translation>Der Anruf bei {name} ist gescheitert: {reason}. [{status}]</translation>
    </message>
    <message>
        <source>Refused · {code}</source>
        <translation>Abgelehnt · {code}</translation>
    </message>
    <message>
        <source>The call to {name} did not go out. {why}</source>
        <translation>Der Anruf bei {name} ging nicht hinaus. {why}</translation>
    </message>
    <message>
        <source>Looking for {host}</source>
        <translation>{host} wird gesucht</translation>
    </message>
    <message>
        <source>{way} is not encrypted</source>
        <translation>{way} ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Number {user} and password accepted</source>
        <translation>Nummer {user} und Passwort akzeptiert</translation>
    </message>
    <message>
        <source>{way} {port}</source>
        <translation>{way} {port}</translation>
    </message>
    <message>
        <source>{host} does not answer ({first}, {second} and {third} tried).</source>
        <translation>{host} antwortet nicht ({first}, {second} und {third} versucht).</translation>
    </message>
    <message>
        <source>{host} does not answer ({tried} tried).</source>
        <translation>{host} antwortet nicht ({tried} versucht).</translation>
    </message>
    <message>
        <source>Encrypted, and the certificate is right</source>
        <translation>Verschlüsselt, und das Zertifikat stimmt</translation>
    </message>
    <message>
        <source>Others in the network can see who calls whom. The password itself is not sent.</source>
        <translation>Andere im Netz können sehen, wer wen anruft. Das Passwort selbst wird nicht gesendet.</translation>
    </message>
    <message>
        <source>This server keeps no registrations; {user} can call all the same</source>
        <translation>Dieser Server führt keine Anmeldungen; {user} kann trotzdem anrufen</translation>
    </message>
    <message>
        <source>Number {user} accepted</source>
        <translation>Nummer {user} akzeptiert</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>{pbx} recognised</source>
        <translation>{pbx} erkannt</translation>
    </message>
    <message>
        <source>{told}, not encrypted</source>
        <translation>{told}, nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Signing in as {user}</source>
        <translation>Anmeldung als {user}</translation>
    </message>
    <message>
        <source>It calls itself “{agent}”</source>
        <translation>Sie nennt sich „{agent}“</translation>
    </message>
    <message>
        <source>{count} partners seen so far</source>
        <translation>Bisher {count} Partner gesehen</translation>
    </message>
    <message>
        <source>“{name}” is not the name of a list.</source>
        <translation>„{name}“ ist nicht der Name einer Liste.</translation>
    </message>
    <message>
        <source>The list “{name}” is empty.</source>
        <translation>Die Liste „{name}“ ist leer.</translation>
    </message>
    <message>
        <source>This PBX has no lists. blfpanel asks for each partner by itself instead.</source>
        <translation>Diese Telefonanlage hat keine Listen. blfpanel fragt stattdessen nach jedem Partner einzeln.</translation>
    </message>
    <message>
        <source>{host} has no list called “{name}”. [404]</source>
        <translation>{host} hat keine Liste namens „{name}“. [404]</translation>
    </message>
    <message>
        <source>{host} does not give the list: {why}</source>
        <translation>{host} gibt die Liste nicht heraus: {why}</translation>
    </message>
    <message>
        <source>{host} has not sent the list “{name}”.</source>
        <translation>{host} hat die Liste „{name}“ nicht gesendet.</translation>
    </message>
    <message>
        <source>Found {host}</source>
        <translation>{host} gefunden</translation>
    </message>
    <message>
        <source>“{text}” is not a server. Write a name or address such as pbx.example.com.</source>
        <translation>„{text}“ ist kein Server. Schreiben Sie einen Namen oder eine Adresse wie pbx.example.com.</translation>
    </message>
    <message>
        <source>{way} is not offered on port {port}</source>
        <translation>{way} wird auf Port {port} nicht angeboten</translation>
    </message>
    <message>
        <source>{host} refuses: {why}</source>
        <translation>{host} lehnt ab: {why}</translation>
    </message>
    <message>
        <source>{way} answered on {port}</source>
        <translation>{way} hat auf {port} geantwortet</translation>
    </message>
    <message>
        <source>{way} {port} is being tried</source>
        <translation>{way} {port} wird versucht</translation>
    </message>
    <message>
        <source>{way} did not answer on port {port}</source>
        <translation>{way} hat auf Port {port} nicht geantwortet</translation>
    </message>
    <message>
        <source>{host} does not answer any more.</source>
        <translation>{host} antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>{host} does not accept the password of {user}. [{status}]</source>
        <translation>{host} akzeptiert das Passwort von {user} nicht. [{status}]</translation>
    </message>
    <message>
        <source>{host} does not know the number {user}. [{status}]</source>
        <translation>{host} kennt die Nummer {user} nicht. [{status}]</translation>
    </message>
    <message>
        <source>The call was ended: {problem}.</source>
        <translation>Das Gespräch wurde beendet: {problem}.</translation>
    </message>
    <message>
        <source>The digits were not sent: {problem}. {hint}</source>
        <translation>Die Ziffern wurden nicht gesendet: {problem}. {hint}</translation>
    </message>
    <message>
        <source>Asterisk (chan_sip)</source>
        <translation>Asterisk (chan_sip)</translation>
    </message>
    <message>
        <source>whether a phone is registered: off and idle look the same</source>
        <translation>ob ein Telefon angemeldet ist: abgemeldet und frei sehen gleich aus</translation>
    </message>
    <message>
        <source>whether a busy partner is talking or still calling out, and with whom</source>
        <translation>ob ein besetzter Partner spricht oder noch anruft, und mit wem</translation>
    </message>
    <message>
        <source>that a partner whose phone rings is on another call as well</source>
        <translation>dass ein Partner, dessen Telefon klingelt, auch ein anderes Gespräch hat</translation>
    </message>
    <message>
        <source>anything that happens while a message is unanswered: states are left out then</source>
        <translation>was geschieht, solange eine Nachricht unbeantwortet ist: Zustände entfallen dann</translation>
    </message>
    <message>
        <source>do not disturb and forwarding</source>
        <translation>Nicht stören und Umleitung</translation>
    </message>
    <message>
        <source>is a call that the partner put on hold</source>
        <translation>ist ein Gespräch, das der Partner hält</translation>
    </message>
    <message>
        <source>is a line in use, on a call or still calling out</source>
        <translation>ist eine benutzte Leitung, im Gespräch oder noch beim Anrufen</translation>
    </message>
    <message>
        <source>on Asterisk it is the context of the hint for {number}</source>
        <translation>bei Asterisk ist es der Kontext des Hints für {number}</translation>
    </message>
    <message>
        <source>its name and tags in the messages</source>
        <translation>ihr Name und ihre Tags in den Nachrichten</translation>
    </message>
    <message>
        <source>FreePBX&apos;s name and its tags in the messages</source>
        <translation>der Name und die Tags von FreePBX in den Nachrichten</translation>
    </message>
    <message>
        <source>its tags in the messages</source>
        <translation>ihre Tags in den Nachrichten</translation>
    </message>
    <message>
        <source>the Call-ID “pickup-…”</source>
        <translation>die Call-ID „pickup-…“</translation>
    </message>
    <message>
        <source>Asterisk (chan_pjsip)</source>
        <translation>Asterisk (chan_pjsip)</translation>
    </message>
    <message>
        <source>Asterisk</source>
        <translation>Asterisk</translation>
    </message>
    <message>
        <source>a second call to a busy partner, unless its endpoint has notify_early_inuse_ringing</source>
        <translation>einen zweiten Anruf bei einem besetzten Partner, außer sein Endpunkt hat notify_early_inuse_ringing</translation>
    </message>
    <message>
        <source>who put a call on hold: the key of the party that is held shows it</source>
        <translation>wer ein Gespräch hält: Die Taste der gehaltenen Seite zeigt es</translation>
    </message>
    <message>
        <source>is a call that the other party holds</source>
        <translation>ist ein Gespräch, das die Gegenseite hält</translation>
    </message>
    <message>
        <source>its name in the messages</source>
        <translation>ihr Name in den Nachrichten</translation>
    </message>
    <message>
        <source>FreePBX&apos;s name in the messages</source>
        <translation>der Name von FreePBX in den Nachrichten</translation>
    </message>
    <message>
        <source>Grandstream UCM&apos;s name in the messages</source>
        <translation>der Name von Grandstream UCM in den Nachrichten</translation>
    </message>
    <message>
        <source>the extension as id of the call</source>
        <translation>die Nebenstelle als Kennung des Anrufs</translation>
    </message>
    <message>
        <source>BroadWorks</source>
        <translation>BroadWorks</translation>
    </message>
    <message>
        <source>is an incoming call</source>
        <translation>ist ein ankommender Anruf</translation>
    </message>
    <message>
        <source>its name in Via</source>
        <translation>ihr Name in Via</translation>
    </message>
    <message>
        <source>the two addresses of a party</source>
        <translation>die zwei Adressen eines Teilnehmers</translation>
    </message>
    <message>
        <source>the shape of its messages</source>
        <translation>die Form ihrer Nachrichten</translation>
    </message>
    <message>
        <source>FreeSWITCH</source>
        <translation>FreeSWITCH</translation>
    </message>
    <message>
        <source>whether a busy partner is talking or still calling out</source>
        <translation>ob ein besetzter Partner spricht oder noch anruft</translation>
    </message>
    <message>
        <source>a partner&apos;s second call: it tells the newest only</source>
        <translation>den zweiten Anruf eines Partners: Sie meldet nur den neuesten</translation>
    </message>
    <message>
        <source>is a call that is over</source>
        <translation>ist ein beendeter Anruf</translation>
    </message>
    <message>
        <source>is a call that waits in this place</source>
        <translation>ist ein Anruf, der auf diesem Platz wartet</translation>
    </message>
    <message>
        <source>is a conference with people in it</source>
        <translation>ist eine Konferenz mit Teilnehmern</translation>
    </message>
    <message>
        <source>is a call of the partner&apos;s own, answered or not</source>
        <translation>ist ein Anruf des Partners selbst, angenommen oder nicht</translation>
    </message>
    <message>
        <source>the UUID as id of the call</source>
        <translation>die UUID als Kennung des Anrufs</translation>
    </message>
    <message>
        <source>the target “**…” of the other party</source>
        <translation>das Ziel „**…“ der Gegenseite</translation>
    </message>
    <message>
        <source>the address of a parking place</source>
        <translation>die Adresse eines Parkplatzes</translation>
    </message>
    <message>
        <source>innovaphone PBX</source>
        <translation>innovaphone PBX</translation>
    </message>
    <message>
        <source>innovaphone</source>
        <translation>innovaphone</translation>
    </message>
    <message>
        <source>whether a busy partner is talking, still calling out or on hold</source>
        <translation>ob ein besetzter Partner spricht, noch anruft oder hält</translation>
    </message>
    <message>
        <source>the caller&apos;s name</source>
        <translation>den Namen des Anrufers</translation>
    </message>
    <message>
        <source>is an incoming call whatever its direction</source>
        <translation>ist ein ankommender Anruf, gleich in welcher Richtung</translation>
    </message>
    <message>
        <source>is an answered call</source>
        <translation>ist ein angenommener Anruf</translation>
    </message>
    <message>
        <source>is a call going out</source>
        <translation>ist ein abgehender Anruf</translation>
    </message>
    <message>
        <source>is an unknown word and is taken for an answered call</source>
        <translation>ist ein unbekanntes Wort und gilt als angenommener Anruf</translation>
    </message>
    <message>
        <source>on innovaphone it is the visibility of {number}</source>
        <translation>bei innovaphone ist es die Sichtbarkeit von {number}</translation>
    </message>
    <message>
        <source>Kamailio</source>
        <translation>Kamailio</translation>
    </message>
    <message>
        <source>calls on hold</source>
        <translation>gehaltene Gespräche</translation>
    </message>
    <message>
        <source>the state “Trying” with a capital</source>
        <translation>der Zustand „Trying“ mit großem Anfang</translation>
    </message>
    <message>
        <source>the shape of its lists</source>
        <translation>die Form ihrer Listen</translation>
    </message>
    <message>
        <source>its dummy call</source>
        <translation>ihr Scheinanruf</translation>
    </message>
    <message>
        <source>Kazoo</source>
        <translation>Kazoo</translation>
    </message>
    <message>
        <source>the Call-ID “kfp+…”</source>
        <translation>die Call-ID „kfp+…“</translation>
    </message>
    <message>
        <source>its message about an idle partner</source>
        <translation>ihre Nachricht über einen freien Partner</translation>
    </message>
    <message>
        <source>OpenSIPS</source>
        <translation>OpenSIPS</translation>
    </message>
    <message>
        <source>Standard PBX (RFC 4235)</source>
        <translation>Standard-Telefonanlage (RFC 4235)</translation>
    </message>
    <message>
        <source>a PBX that follows RFC 4235</source>
        <translation>eine Telefonanlage nach RFC 4235</translation>
    </message>
    <message>
        <source>is a call on hold</source>
        <translation>ist ein gehaltenes Gespräch</translation>
    </message>
    <message>
        <source>is taken for an incoming call</source>
        <translation>gilt als ankommender Anruf</translation>
    </message>
    <message>
        <source>is taken for a call going out</source>
        <translation>gilt als abgehender Anruf</translation>
    </message>
    <message>
        <source>is no word of RFC 4235 and is taken for an answered call</source>
        <translation>ist kein Wort aus RFC 4235 und gilt als angenommener Anruf</translation>
    </message>
    <message>
        <source>sipXecs</source>
        <translation>sipXecs</translation>
    </message>
    <message>
        <source>do not disturb and forwarding, unless the phone tells them</source>
        <translation>Nicht stören und Umleitung, außer das Telefon meldet sie</translation>
    </message>
    <message>
        <source>is a receiver off the hook</source>
        <translation>ist ein abgenommener Hörer</translation>
    </message>
    <message>
        <source>the address of its list</source>
        <translation>die Adresse ihrer Liste</translation>
    </message>
    <message>
        <source>Yate</source>
        <translation>Yate</translation>
    </message>
    <message>
        <source>with whom a partner is on a call</source>
        <translation>mit wem ein Partner spricht</translation>
    </message>
    <message>
        <source>the attribute “notify-state”</source>
        <translation>das Attribut „notify-state“</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Call {number}</source>
        <translation>{number} anrufen</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter transfers.</source>
        <extracomment>what a press on its key does my call waits meanwhile my call goes there at once What Enter does while I talk.</extracomment>
        <translation>Sie sprechen mit {name}. Eingabe übergibt.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter calls and puts {name} on hold.</source>
        <translation>Sie sprechen mit {name}. Eingabe ruft an und hält {name}.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter connects.</source>
        <translation>Sie sprechen mit {name}. Eingabe verbindet.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter sends the number as digits.</source>
        <translation>Sie sprechen mit {name}. Eingabe sendet die Nummer als Ziffern.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter picks up and puts {name} on hold.</source>
        <translation>Sie sprechen mit {name}. Eingabe holt heran und hält {name}.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter asks what to do.</source>
        <translation>Sie sprechen mit {name}. Eingabe fragt, was geschehen soll.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter parks the call there.</source>
        <translation>Sie sprechen mit {name}. Eingabe parkt den Anruf dort.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter fetches the parked call and puts {name} on hold.</source>
        <translation>Sie sprechen mit {name}. Eingabe holt den geparkten Anruf und hält {name}.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter switches it and puts {name} on hold.</source>
        <translation>Sie sprechen mit {name}. Eingabe schaltet um und hält {name}.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter answers and puts {name} on hold.</source>
        <translation>Sie sprechen mit {name}. Eingabe nimmt an und hält {name}.</translation>
    </message>
    <message>
        <source>You are talking to {name}. Enter goes back to the call on hold.</source>
        <translation>Sie sprechen mit {name}. Eingabe führt den gehaltenen Anruf weiter.</translation>
    </message>
    <message>
        <source>{name} is calling. Enter sends the call there.</source>
        <extracomment>What is opened, and has no number a call could go to.</extracomment>
        <translation>{name} ruft an. Eingabe leitet den Anruf dorthin.</translation>
    </message>
    <message>
        <source>{name} is calling. Enter asks what to do.</source>
        <translation>{name} ruft an. Eingabe fragt, was geschehen soll.</translation>
    </message>
    <message>
        <source>You are talking to {name}.</source>
        <translation>Sie sprechen mit {name}.</translation>
    </message>
    <message>
        <source>Esc: close</source>
        <translation>Esc: schließen</translation>
    </message>
    <message>
        <source>Directory</source>
        <extracomment>So many of the newest calls are searched.</extracomment>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Called {age} ago</source>
        <translation>Von Ihnen vor {age} angerufen</translation>
    </message>
    <message>
        <source>Called you {age} ago</source>
        <translation>Rief Sie vor {age} an</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation>Von Ihrem Administrator festgelegt</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Who you are at which PBX.</source>
        <translation>Wer Sie an welcher Telefonanlage sind.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>The first one makes the calls where a key does not say otherwise. Passwords are kept in the keyring.</source>
        <translation>Das erste ruft an, wo eine Taste nichts anderes sagt. Passwörter liegen im Schlüsselbund.</translation>
    </message>
    <message>
        <source>Keys and pages</source>
        <translation>Tasten und Seiten</translation>
    </message>
    <message>
        <source>What stands on the panel, and where.</source>
        <translation>Was auf dem Feld steht und wo.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>The tabs of the panel. Without any there is one page with all keys.</source>
        <translation>Die Reiter des Felds. Ohne sie gibt es eine Seite mit allen Tasten.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>What stands on the panel, in this order.</source>
        <translation>Was auf dem Feld steht, in dieser Reihenfolge.</translation>
    </message>
    <message>
        <source>Lamps</source>
        <translation>Lampen</translation>
    </message>
    <message>
        <source>How lamps and keys look. Changes apply at once.</source>
        <translation>Wie Lampen und Tasten aussehen. Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>What happens when a partner rings. Changes apply at once.</source>
        <translation>Was geschieht, wenn es bei einem Partner klingelt. Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>What you hear and speak into, and how loud.</source>
        <translation>Was Sie hören, wohinein Sie sprechen und wie laut.</translation>
    </message>
    <message>
        <source>Calls and pick-up</source>
        <translation>Anrufe und Heranholen</translation>
    </message>
    <message>
        <source>What a press on a key does, and what is kept of your calls.</source>
        <translation>Was ein Druck auf eine Taste tut und was von Ihren Anrufen bleibt.</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Verzeichnisse</translation>
    </message>
    <message>
        <source>Where names and numbers come from besides the panel.</source>
        <translation>Woher Namen und Nummern außer vom Feld kommen.</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Files and servers with names and numbers. They are found by the search, and name who calls.</source>
        <translation>Dateien und Server mit Namen und Nummern. Die Suche findet sie, und sie benennen Anrufer.</translation>
    </message>
    <message>
        <source>Window and desktop</source>
        <translation>Fenster und Desktop</translation>
    </message>
    <message>
        <source>How the window looks and how blfpanel lives on the desktop.</source>
        <translation>Wie das Fenster aussieht und wie sich blfpanel auf dem Desktop verhält.</translation>
    </message>
    <message>
        <source>Programs on lamp changes</source>
        <translation>Programme bei Lampenwechsel</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Programs that run when a lamp changes.</source>
        <translation>Programme, die laufen, wenn eine Lampe wechselt.</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Which keys of the keyboard do what, where not as usual.</source>
        <translation>Welche Tasten der Tastatur was tun, wo es vom Üblichen abweicht.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Actions that listen to other keys of the keyboard than usual.</source>
        <translation>Aktionen, die auf andere Tasten der Tastatur hören als üblich.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>What is shown and kept of other people&apos;s calls.</source>
        <translation>Was von Anrufen anderer gezeigt und behalten wird.</translation>
    </message>
    <message>
        <source>Import and export</source>
        <translation>Import und Export</translation>
    </message>
    <message>
        <source>All settings as one file, and settings from your administrator.</source>
        <translation>Alle Einstellungen als eine Datei und Einstellungen von Ihrem Administrator.</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>What helps to find out why something does not work.</source>
        <translation>Was herauszufinden hilft, warum etwas nicht geht.</translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation>Wer Sie sind</translation>
    </message>
    <message>
        <source>Name of the account</source>
        <translation>Name des Kontos</translation>
    </message>
    <message>
        <source>What it is called here; &quot;200@pbx.example.com&quot; when empty.</source>
        <translation>Wie es hier heißt; leer: &quot;200@pbx.example.com&quot;.</translation>
    </message>
    <message>
        <source>Number or user name</source>
        <translation>Nummer oder Benutzername</translation>
    </message>
    <message>
        <source>Yours at the PBX.</source>
        <translation>Ihre an der Telefonanlage.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Name or address of the PBX, with a port if it has an unusual one: &quot;pbx.example.com:5070&quot;.</source>
        <translation>Name oder Adresse der Telefonanlage, mit Port, wenn er unüblich ist: &quot;pbx.example.com:5070&quot;.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>As those you call see it.</source>
        <translation>Wie ihn Angerufene sehen.</translation>
    </message>
    <message>
        <source>User name for the password</source>
        <translation>Benutzername zum Passwort</translation>
    </message>
    <message>
        <source>Where it is not your number or user name.</source>
        <translation>Wo er nicht Ihre Nummer oder Ihr Benutzername ist.</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>The domain of your address, where it is not the server&apos;s name.</source>
        <translation>Die Domain Ihrer Adresse, wo sie nicht der Name des Servers ist.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>How messages go to the server. Only TLS hides them from others.</source>
        <translation>Wie Nachrichten zum Server gehen. Nur TLS verbirgt sie vor anderen.</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS, encrypted</source>
        <translation>TLS, verschlüsselt</translation>
    </message>
    <message>
        <source>As DNS says</source>
        <translation>Wie DNS sagt</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Where requests are sent instead of the server, as &quot;HOST&quot; or &quot;HOST:PORT&quot;.</source>
        <translation>Wohin Anfragen statt zum Server gehen, als &quot;HOST&quot; oder &quot;HOST:PORT&quot;.</translation>
    </message>
    <message>
        <source>Name the proxy in requests</source>
        <translation>Proxy in Anfragen nennen</translation>
    </message>
    <message>
        <source>In a Route header. Some proxies want it.</source>
        <translation>In einem Route-Header. Manche Proxys verlangen es.</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>Vertraute Zertifikate</translation>
    </message>
    <message>
        <source>A PEM file with the certificates that are trusted instead of the system&apos;s, or with the server&apos;s own.</source>
        <translation>Eine PEM-Datei mit den Zertifikaten, denen statt denen des Systems vertraut wird, oder mit dem des Servers.</translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation>Eigenes Zertifikat</translation>
    </message>
    <message>
        <source>A PEM file, where the server wants one from you.</source>
        <translation>Eine PEM-Datei, wo der Server eines von Ihnen verlangt.</translation>
    </message>
    <message>
        <source>Key of the own certificate</source>
        <translation>Schlüssel des eigenen Zertifikats</translation>
    </message>
    <message>
        <source>A PEM file, where it is not in the same file.</source>
        <translation>Eine PEM-Datei, wo er nicht in derselben Datei steht.</translation>
    </message>
    <message>
        <source>Tell the public address</source>
        <translation>Öffentliche Adresse angeben</translation>
    </message>
    <message>
        <source>The server is told the address it sees you at, where a router changes it.</source>
        <translation>Der Server erfährt die Adresse, unter der er Sie sieht, wo ein Router sie ändert.</translation>
    </message>
    <message>
        <source>Keep open by STUN</source>
        <translation>Mit STUN offen halten</translation>
    </message>
    <message>
        <source>Keep the way through a router open by STUN as well; with UDP only.</source>
        <translation>Den Weg durch einen Router auch mit STUN offen halten; nur mit UDP.</translation>
    </message>
    <message>
        <source>Keep open every</source>
        <translation>Offen halten alle</translation>
    </message>
    <message>
        <source>How often the way through a router is kept open.</source>
        <translation>Wie oft der Weg durch einen Router offen gehalten wird.</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Registration lasts</source>
        <translation>Anmeldung gilt</translation>
    </message>
    <message>
        <source>How long a registration is asked to last.</source>
        <translation>Um welche Dauer für eine Anmeldung gebeten wird.</translation>
    </message>
    <message>
        <source>Lamps and pick-up</source>
        <translation>Lampen und Heranholen</translation>
    </message>
    <message>
        <source>Kind of PBX</source>
        <translation>Art der Telefonanlage</translation>
    </message>
    <message>
        <source>&quot;auto&quot; recognises it by what it sends; or a name such as &quot;asterisk&quot; or &quot;innovaphone&quot;.</source>
        <translation>&quot;auto&quot; erkennt sie an dem, was sie sendet; oder ein Name wie &quot;asterisk&quot; oder &quot;innovaphone&quot;.</translation>
    </message>
    <message>
        <source>List of partners</source>
        <translation>Liste der Partner</translation>
    </message>
    <message>
        <source>Name or URI of a list that the PBX keeps. Its members get keys.</source>
        <translation>Name oder URI einer Liste, die die Telefonanlage führt. Deren Mitglieder bekommen Tasten.</translation>
    </message>
    <message>
        <source>News nobody asked for</source>
        <translation>Ungefragte Meldungen</translation>
    </message>
    <message>
        <source>Whose news of lamps are believed without a subscription.</source>
        <translation>Wessen Meldungen zu Lampen ohne Abonnement geglaubt wird.</translation>
    </message>
    <message>
        <source>Nobody&apos;s</source>
        <translation>Niemandes</translation>
    </message>
    <message>
        <source>The server&apos;s</source>
        <translation>Die des Servers</translation>
    </message>
    <message>
        <source>Everybody&apos;s (test networks only)</source>
        <translation>Die von allen (nur in Testnetzen)</translation>
    </message>
    <message>
        <source>Pick-up code</source>
        <translation>Code zum Heranholen</translation>
    </message>
    <message>
        <source>Dialled to pick up a ringing call, where the kind of PBX does not know it. {ext} stands for the ringing number: &quot;**{ext}&quot;.</source>
        <translation>Wird gewählt, um einen klingelnden Anruf heranzuholen, wo die Art der Telefonanlage ihn nicht kennt. {ext} steht für die klingelnde Nummer: &quot;**{ext}&quot;.</translation>
    </message>
    <message>
        <source>Group pick-up code</source>
        <translation>Code zum Heranholen in der Gruppe</translation>
    </message>
    <message>
        <source>Dialled to pick up whatever rings in your group: &quot;*8&quot;.</source>
        <translation>Wird gewählt, um heranzuholen, was in Ihrer Gruppe klingelt: &quot;*8&quot;.</translation>
    </message>
    <message>
        <source>Ways to pick up</source>
        <translation>Wege zum Heranholen</translation>
    </message>
    <message>
        <source>In this order; as the kind of PBX has them when none is chosen.</source>
        <translation>In dieser Reihenfolge; ist keiner gewählt, wie bei der Art der Telefonanlage.</translation>
    </message>
    <message>
        <source>INVITE with Replaces</source>
        <translation>INVITE mit Replaces</translation>
    </message>
    <message>
        <source>Call the place the PBX names</source>
        <translation>Das Ziel anrufen, das die Telefonanlage nennt</translation>
    </message>
    <message>
        <source>Tags the PBX does not tell</source>
        <translation>Tags, die die Telefonanlage nicht nennt</translation>
    </message>
    <message>
        <source>What a pick-up by Replaces says for them.</source>
        <translation>Was ein Heranholen mit Replaces dafür angibt.</translation>
    </message>
    <message>
        <source>As the kind of PBX has it</source>
        <translation>Wie bei der Art der Telefonanlage</translation>
    </message>
    <message>
        <source>No Replaces without</source>
        <translation>Ohne sie kein Replaces</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Your calls</source>
        <translation>Ihre Anrufe</translation>
    </message>
    <message>
        <source>Forward all calls to</source>
        <translation>Alle Anrufe umleiten an</translation>
    </message>
    <message>
        <source>The number they are sent on to. Empty: none are.</source>
        <translation>Die Nummer, an die sie gehen. Leer: keine Umleitung.</translation>
    </message>
    <message>
        <source>Forward to when you are busy</source>
        <translation>Umleiten, wenn besetzt, an</translation>
    </message>
    <message>
        <source>The number calls are sent on to that find you busy.</source>
        <translation>Die Nummer für Anrufe, bei denen Sie besetzt sind.</translation>
    </message>
    <message>
        <source>Forward to when you do not answer</source>
        <translation>Umleiten, wenn Sie nicht annehmen, an</translation>
    </message>
    <message>
        <source>The number calls are sent on to that you do not take.</source>
        <translation>Die Nummer für Anrufe, die Sie nicht annehmen.</translation>
    </message>
    <message>
        <source>Wait for your answer</source>
        <translation>Auf Ihre Annahme warten</translation>
    </message>
    <message>
        <source>So long a call rings before it is sent on.</source>
        <translation>So lange klingelt ein Anruf, bevor er umgeleitet wird.</translation>
    </message>
    <message>
        <source>Do not disturb at the start</source>
        <translation>Nicht stören ab dem Start</translation>
    </message>
    <message>
        <source>Calls find you busy, from the start of blfpanel on.</source>
        <translation>Sie sind für Anrufe ab dem Start von blfpanel besetzt.</translation>
    </message>
    <message>
        <source>Second call may ring</source>
        <translation>Zweiter Anruf darf klingeln</translation>
    </message>
    <message>
        <source>Else a second call finds you busy.</source>
        <translation>Sonst sind Sie für einen zweiten Anruf besetzt.</translation>
    </message>
    <message>
        <source>Answer intercoms</source>
        <translation>Gegensprechen annehmen</translation>
    </message>
    <message>
        <source>Calls that ask for it are answered by themselves: intercoms, door stations.</source>
        <translation>Anrufe, die darum bitten, werden von selbst angenommen: Gegensprechen, Türstationen.</translation>
    </message>
    <message>
        <source>Digits in a call</source>
        <translation>Ziffern im Gespräch</translation>
    </message>
    <message>
        <source>How they are sent.</source>
        <translation>Wie sie gesendet werden.</translation>
    </message>
    <message>
        <source>With the sound</source>
        <translation>Mit dem Ton</translation>
    </message>
    <message>
        <source>As INFO requests</source>
        <translation>Als INFO-Anfragen</translation>
    </message>
    <message>
        <source>When others transfer you</source>
        <translation>Wenn andere Sie übergeben</translation>
    </message>
    <message>
        <source>What happens when the far end wants you to call somebody else.</source>
        <translation>Was geschieht, wenn die Gegenseite will, dass Sie jemand anderen anrufen.</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Desk phone</source>
        <translation>Tischtelefon</translation>
    </message>
    <message>
        <source>Number of a phone that makes your calls instead of this one. Empty: none.</source>
        <translation>Nummer eines Telefons, das statt diesem Ihre Anrufe führt. Leer: keines.</translation>
    </message>
    <message>
        <source>Call with the desk phone by</source>
        <translation>Mit dem Tischtelefon anrufen durch</translation>
    </message>
    <message>
        <source>How it is made to call.</source>
        <translation>Wie es zum Anrufen gebracht wird.</translation>
    </message>
    <message>
        <source>Calling it first</source>
        <translation>Anruf zuerst bei ihm</translation>
    </message>
    <message>
        <source>Asking it to call</source>
        <translation>Auftrag zum Anrufen</translation>
    </message>
    <message>
        <source>Sound of calls</source>
        <translation>Ton der Gespräche</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>Codecs</translation>
    </message>
    <message>
        <source>What is spoken, best first; all there are when none is chosen.</source>
        <translation>Was gesprochen wird, das Beste zuerst; ist nichts gewählt, alle.</translation>
    </message>
    <message>
        <source>Opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <source>G.722</source>
        <translation>G.722</translation>
    </message>
    <message>
        <source>G.711 A-law</source>
        <translation>G.711 A-law</translation>
    </message>
    <message>
        <source>G.711 µ-law</source>
        <translation>G.711 µ-law</translation>
    </message>
    <message>
        <source>Encrypted sound</source>
        <translation>Verschlüsselter Ton</translation>
    </message>
    <message>
        <source>SRTP. Its keys go with the messages, and only TLS hides these.</source>
        <translation>SRTP. Die Schlüssel reisen in den Nachrichten mit, und nur TLS verbirgt diese.</translation>
    </message>
    <message>
        <source>With TLS, else where offered</source>
        <translation>Bei TLS, sonst wo angeboten</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Where the far end takes part</source>
        <translation>Wo die Gegenseite mitmacht</translation>
    </message>
    <message>
        <source>Always, or there is no call</source>
        <translation>Immer, sonst kein Gespräch</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>On the tab.</source>
        <translation>Auf dem Reiter.</translation>
    </message>
    <message>
        <source>Places of keys</source>
        <translation>Plätze der Tasten</translation>
    </message>
    <message>
        <source>Whether keys follow each other under the titles of their groups, or each has its place.</source>
        <translation>Ob Tasten unter den Titeln ihrer Gruppen aufeinander folgen oder jede ihren Platz hat.</translation>
    </message>
    <message>
        <source>One after another</source>
        <translation>Eine nach der anderen</translation>
    </message>
    <message>
        <source>Each in its place</source>
        <translation>Jede an ihrem Platz</translation>
    </message>
    <message>
        <source>Kind of key</source>
        <translation>Art der Taste</translation>
    </message>
    <message>
        <source>What the key is for.</source>
        <translation>Wofür die Taste da ist.</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Partner</translation>
    </message>
    <message>
        <source>Speed dial</source>
        <translation>Zielwahl</translation>
    </message>
    <message>
        <source>Own line</source>
        <translation>Eigene Leitung</translation>
    </message>
    <message>
        <source>Park place</source>
        <translation>Parkplatz für Anrufe</translation>
    </message>
    <message>
        <source>Code or DTMF</source>
        <translation>Code oder DTMF</translation>
    </message>
    <message>
        <source>Queue or switch</source>
        <translation>Warteschlange oder Schalter</translation>
    </message>
    <message>
        <source>Web address or program</source>
        <translation>Webadresse oder Programm</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>A number or address; of a code the digits, of a program its command line or web address.</source>
        <translation>Eine Nummer oder Adresse; beim Code die Ziffern, beim Programm seine Befehlszeile oder Webadresse.</translation>
    </message>
    <message>
        <source>On the key; the number when empty.</source>
        <translation>Auf der Taste; leer: die Nummer.</translation>
    </message>
    <message>
        <source>Which account watches and calls; the first one when empty.</source>
        <translation>Welches Konto beobachtet und anruft; leer: das erste.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>The title above the keys it belongs to.</source>
        <translation>Der Titel über den Tasten, zu denen sie gehört.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>One line of your own.</source>
        <translation>Eine eigene Zeile.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Words the search finds it by.</source>
        <translation>Wörter, mit denen die Suche sie findet.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>The page it stands on; the first one when empty.</source>
        <translation>Die Seite, auf der sie steht; leer: die erste.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>On a page where each key has its place; 0: the next one that is free.</source>
        <translation>Auf einer Seite, auf der jede Taste ihren Platz hat; 0: der nächste freie.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>Lampe</translation>
    </message>
    <message>
        <source>Watched by</source>
        <translation>Beobachtet über</translation>
    </message>
    <message>
        <source>Presence only where the PBX has nothing better.</source>
        <translation>Präsenz nur, wo die Telefonanlage nichts Besseres hat.</translation>
    </message>
    <message>
        <source>Dialog state</source>
        <translation>Dialogzustand</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Präsenz</translation>
    </message>
    <message>
        <source>Hide the other party</source>
        <translation>Gegenseite verbergen</translation>
    </message>
    <message>
        <source>Never show with whom this partner speaks.</source>
        <translation>Nie zeigen, mit wem dieser Partner spricht.</translation>
    </message>
    <message>
        <source>Tell when it rings</source>
        <translation>Melden, wenn es klingelt</translation>
    </message>
    <message>
        <source>Off: its lamp rings in silence.</source>
        <translation>Aus: Die Lampe klingelt still.</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nummern</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>What toggles a switch, or parks a call, where that is not its number.</source>
        <translation>Was einen Schalter umlegt oder einen Anruf parkt, wo das nicht seine Nummer ist.</translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation>Anrufbeantworter</translation>
    </message>
    <message>
        <source>The partner&apos;s voicemail.</source>
        <translation>Der Anrufbeantworter des Partners.</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>The partner&apos;s mobile.</source>
        <translation>Das Mobiltelefon des Partners.</translation>
    </message>
    <message>
        <source>A press</source>
        <translation>Ein Druck</translation>
    </message>
    <message>
        <source>While you are in a call</source>
        <translation>Während Sie im Gespräch sind</translation>
    </message>
    <message>
        <source>Where this key differs from the others.</source>
        <translation>Wo diese Taste von den anderen abweicht.</translation>
    </message>
    <message>
        <source>Call, the other waits</source>
        <translation>Anrufen, der andere wartet</translation>
    </message>
    <message>
        <source>Call, a second press connects</source>
        <translation>Anrufen, ein zweiter Druck verbindet</translation>
    </message>
    <message>
        <source>Transfer at once</source>
        <translation>Sofort übergeben</translation>
    </message>
    <message>
        <source>Send its number as digits</source>
        <translation>Nummer der Taste als Ziffern senden</translation>
    </message>
    <message>
        <source>While the partner is busy</source>
        <translation>Während der Partner besetzt ist</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>While a call rings for you</source>
        <translation>Während ein Anruf bei Ihnen klingelt</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>Dorthin leiten</translation>
    </message>
    <message>
        <source>Key size</source>
        <translation>Tastengröße</translation>
    </message>
    <message>
        <source>The panel window on a second monitor has a size of its own.</source>
        <translation>Das Feldfenster auf einem zweiten Bildschirm hat seine eigene Größe.</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Of everything in the window, beside the system&apos;s own.</source>
        <translation>Von allem im Fenster, zusätzlich zu der des Systems.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Colours and patterns</source>
        <translation>Farben und Muster</translation>
    </message>
    <message>
        <source>&quot;clear&quot; can be told apart by everybody; or as a maker of phones has them.</source>
        <translation>&quot;clear&quot; kann jeder unterscheiden; oder wie bei einem Telefonhersteller.</translation>
    </message>
    <message>
        <source>Blinking</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>How the ring around ringing keys pulses. Words and shapes never blink.</source>
        <translation>Wie der Ring um klingelnde Tasten pulsiert. Wörter und Formen blinken nie.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Screen reader</source>
        <translation>Bildschirmleser</translation>
    </message>
    <message>
        <source>Said by itself</source>
        <translation>Von selbst gesagt</translation>
    </message>
    <message>
        <source>What a screen reader says while you do something else.</source>
        <translation>Was ein Bildschirmleser sagt, während Sie etwas anderes tun.</translation>
    </message>
    <message>
        <source>What asks for an act</source>
        <translation>Was eine Handlung verlangt</translation>
    </message>
    <message>
        <source>Also each change in these groups</source>
        <translation>Auch jede Änderung in diesen Gruppen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Whose every change is said, where that is chosen.</source>
        <translation>Deren jede Änderung gesagt wird, wo das gewählt ist.</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Desktop notification with Pick up</source>
        <translation>Desktop-Benachrichtigung mit „Heranholen“</translation>
    </message>
    <message>
        <source>Withdrawn when the ringing ends.</source>
        <translation>Verschwindet, wenn das Klingeln endet.</translation>
    </message>
    <message>
        <source>Louder with age</source>
        <translation>Lauter mit der Zeit</translation>
    </message>
    <message>
        <source>A little after 10 seconds, and again after 20.</source>
        <translation>Etwas nach 10 Sekunden und noch einmal nach 20.</translation>
    </message>
    <message>
        <source>Sound when partners ring</source>
        <translation>Ton, wenn es bei Partnern klingelt</translation>
    </message>
    <message>
        <source>From the ringing device.</source>
        <translation>Vom Klingelgerät.</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Until it ends</source>
        <translation>Bis es endet</translation>
    </message>
    <message>
        <source>Hold the button to pick up</source>
        <translation>Zum Heranholen Maustaste halten</translation>
    </message>
    <message>
        <source>A click on a ringing key picks up only after half a second, so that no call is taken by a slip. Enter picks up at once.</source>
        <translation>Ein Klick auf eine klingelnde Taste holt erst nach einer halben Sekunde heran, damit kein Anruf versehentlich angenommen wird. Eingabe holt sofort heran.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>{title}: {before} → {after}</source>
        <translation>{title}: {before} → {after}</translation>
    </message>
    <message>
        <source>{title}: {names} added</source>
        <translation>{title}: {names} hinzugefügt</translation>
    </message>
    <message>
        <source>{title}: {names} removed</source>
        <translation>{title}: {names} entfernt</translation>
    </message>
    <message>
        <source>{title}: {names} changed</source>
        <translation>{title}: {names} geändert</translation>
    </message>
    <message>
        <source>{title}: in another order</source>
        <translation>{title}: in anderer Reihenfolge</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>All settings of blfpanel. What stands behind # is at its usual value: take the # away and write another one. Passwords never stand here: they are kept in the keyring.</source>
        <translation>Alle Einstellungen von blfpanel. Was hinter # steht, hat seinen üblichen Wert: Nehmen Sie das # weg und schreiben Sie einen anderen. Passwörter stehen nie hier: Sie liegen im Schlüsselbund.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Alerts off</source>
        <translation>Hinweise aus</translation>
    </message>
    <message>
        <source>Partners ring silently; lamps show it. Your own calls ring.</source>
        <translation>Bei Partnern klingelt es still; Lampen zeigen es. Ihre eigenen Anrufe klingeln.</translation>
    </message>
    <message>
        <source>Wait before alerting</source>
        <translation>Vor dem Hinweis warten</translation>
    </message>
    <message>
        <source>Only what rings this long is told.</source>
        <translation>Nur was so lange klingelt, wird gemeldet.</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Only then, such as &quot;Mon-Fri 08:00-18:00, Sat 09:00-12:00&quot;; always when empty.</source>
        <translation>Nur dann, etwa &quot;Mon-Fri 08:00-18:00, Sat 09:00-12:00&quot;; leer: immer.</translation>
    </message>
    <message>
        <source>Only these groups</source>
        <translation>Nur diese Gruppen</translation>
    </message>
    <message>
        <source>Partners of other groups ring silently. All are told when none is named.</source>
        <translation>Partner anderer Gruppen klingeln still. Ist keine genannt, werden alle gemeldet.</translation>
    </message>
    <message>
        <source>Not these groups</source>
        <translation>Nicht diese Gruppen</translation>
    </message>
    <message>
        <source>Their partners ring silently.</source>
        <translation>Deren Partner klingeln still.</translation>
    </message>
    <message>
        <source>Notify also while I talk</source>
        <translation>Auch im Gespräch benachrichtigen</translation>
    </message>
    <message>
        <source>The lamp always shows it.</source>
        <translation>Die Lampe zeigt es immer.</translation>
    </message>
    <message>
        <source>Sound also while I talk</source>
        <translation>Ton auch im Gespräch</translation>
    </message>
    <message>
        <source>Where notifications are shown while you talk.</source>
        <translation>Wo im Gespräch Benachrichtigungen gezeigt werden.</translation>
    </message>
    <message>
        <source>Short signals</source>
        <translation>Kurze Signale</translation>
    </message>
    <message>
        <source>A partner you wait for is free, a transferred call came back, a call is on hold for over 2 minutes.</source>
        <translation>Ein erwarteter Partner ist frei, ein übergebenes Gespräch kam zurück, ein Gespräch ist über 2 Minuten gehalten.</translation>
    </message>
    <message>
        <source>My own calls</source>
        <translation>Meine eigenen Anrufe</translation>
    </message>
    <message>
        <source>Notification of calls for me</source>
        <translation>Benachrichtigung bei Anrufen für mich</translation>
    </message>
    <message>
        <source>With Answer and Decline.</source>
        <translation>Mit „Annehmen“ und „Abweisen“.</translation>
    </message>
    <message>
        <source>Notification of missed calls</source>
        <translation>Benachrichtigung bei verpassten Anrufen</translation>
    </message>
    <message>
        <source>It stays until you have seen it.</source>
        <translation>Sie bleibt, bis Sie sie gesehen haben.</translation>
    </message>
    <message>
        <source>Notification when a partner is free</source>
        <translation>Benachrichtigung, wenn ein Partner frei ist</translation>
    </message>
    <message>
        <source>Of those you wait for, with Call.</source>
        <translation>Für die, auf die Sie warten, mit „Anrufen“.</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>What you speak into.</source>
        <translation>Wohinein Sie sprechen.</translation>
    </message>
    <message>
        <source>Microphone volume</source>
        <translation>Mikrofonlautstärke</translation>
    </message>
    <message>
        <source>Of what the system gives blfpanel.</source>
        <translation>Von dem, was das System blfpanel gibt.</translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation>Echounterdrückung</translation>
    </message>
    <message>
        <source>For speaking without a headset.</source>
        <translation>Zum Sprechen ohne Headset.</translation>
    </message>
    <message>
        <source>Hearing</source>
        <translation>Hören</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Where callers are heard.</source>
        <translation>Wo Anrufer zu hören sind.</translation>
    </message>
    <message>
        <source>Speaker volume</source>
        <translation>Lautsprecherlautstärke</translation>
    </message>
    <message>
        <source>How loud callers are.</source>
        <translation>Wie laut Anrufer sind.</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingeln</translation>
    </message>
    <message>
        <source>Ring when I am called</source>
        <translation>Klingeln, wenn ich angerufen werde</translation>
    </message>
    <message>
        <source>Calls to you are heard.</source>
        <translation>Anrufe bei Ihnen sind zu hören.</translation>
    </message>
    <message>
        <source>Ringing device</source>
        <translation>Klingelgerät</translation>
    </message>
    <message>
        <source>Where it rings.</source>
        <translation>Wo es klingelt.</translation>
    </message>
    <message>
        <source>Ringing volume</source>
        <translation>Klingellautstärke</translation>
    </message>
    <message>
        <source>How loud it rings.</source>
        <translation>Wie laut es klingelt.</translation>
    </message>
    <message>
        <source>A press on a key</source>
        <translation>Ein Druck auf eine Taste</translation>
    </message>
    <message>
        <source>Keys act on a double click</source>
        <translation>Tasten reagieren auf Doppelklick</translation>
    </message>
    <message>
        <source>A single click only chooses the key.</source>
        <translation>Ein einfacher Klick wählt die Taste nur aus.</translation>
    </message>
    <message>
        <source>On a free partner.</source>
        <translation>Bei einem freien Partner.</translation>
    </message>
    <message>
        <source>A busy partner is never disturbed unasked.</source>
        <translation>Ein besetzter Partner wird nie ungefragt gestört.</translation>
    </message>
    <message>
        <source>What becomes of that call.</source>
        <translation>Was aus diesem Gespräch wird.</translation>
    </message>
    <message>
        <source>Call the partner</source>
        <translation>Den Partner anrufen</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übergaben</translation>
    </message>
    <message>
        <source>Undo a transfer for</source>
        <translation>Übergabe rückgängig machen für</translation>
    </message>
    <message>
        <source>So long a transfer by one press waits and can be taken back.</source>
        <translation>So lange wartet eine Übergabe mit einem Druck und lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Busy partners</source>
        <translation>Besetzte Partner</translation>
    </message>
    <message>
        <source>Watch a busy partner for</source>
        <translation>Besetzten Partner im Blick behalten für</translation>
    </message>
    <message>
        <source>So long you are told when somebody becomes free, if you asked for it.</source>
        <translation>So lange wird Ihnen gemeldet, wenn jemand frei wird, wenn Sie darum gebeten haben.</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Keep do not disturb over a restart</source>
        <translation>Nicht stören über einen Neustart behalten</translation>
    </message>
    <message>
        <source>Else it is off after each start, unless the account says otherwise.</source>
        <translation>Sonst ist es nach jedem Start aus, außer das Konto sagt anderes.</translation>
    </message>
    <message>
        <source>Country code</source>
        <translation>Landesvorwahl</translation>
    </message>
    <message>
        <source>Yours, without + or zeros: &quot;49&quot;. So +49 30 1234 and 030 1234 are the same number.</source>
        <translation>Ihre, ohne + oder Nullen: &quot;49&quot;. So sind +49 30 1234 und 030 1234 dieselbe Nummer.</translation>
    </message>
    <message>
        <source>Trunk prefix</source>
        <translation>Vorziffer im Inland</translation>
    </message>
    <message>
        <source>What stands before an area code inside your country.</source>
        <translation>Was in Ihrem Land vor einer Ortsvorwahl steht.</translation>
    </message>
    <message>
        <source>International prefix</source>
        <translation>Vorziffern ins Ausland</translation>
    </message>
    <message>
        <source>What is dialled instead of +.</source>
        <translation>Was statt + gewählt wird.</translation>
    </message>
    <message>
        <source>Prefix for an outside line</source>
        <translation>Amtskennziffer</translation>
    </message>
    <message>
        <source>What the PBX puts before numbers from outside, or wants before them.</source>
        <translation>Was die Telefonanlage vor Nummern von außen setzt oder davor verlangt.</translation>
    </message>
    <message>
        <source>File or server</source>
        <translation>Datei oder Server</translation>
    </message>
    <message>
        <source>A CSV or vCard file, or a directory server: &quot;ldaps://directory.example.com&quot;.</source>
        <translation>Eine CSV- oder vCard-Datei oder ein Verzeichnisserver: &quot;ldaps://directory.example.com&quot;.</translation>
    </message>
    <message>
        <source>What the directory is called in the search; its source when empty.</source>
        <translation>Wie das Verzeichnis in der Suche heißt; leer: seine Quelle.</translation>
    </message>
    <message>
        <source>Directory server</source>
        <translation>Verzeichnisserver</translation>
    </message>
    <message>
        <source>Search base</source>
        <translation>Suchbasis</translation>
    </message>
    <message>
        <source>Where people stand in it: &quot;ou=people,dc=example,dc=com&quot;.</source>
        <translation>Wo darin Personen stehen: &quot;ou=people,dc=example,dc=com&quot;.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Which entries are people with numbers, as LDAP writes it.</source>
        <translation>Welche Einträge Personen mit Nummern sind, in LDAP-Schreibweise.</translation>
    </message>
    <message>
        <source>Attribute of the name</source>
        <translation>Attribut des Namens</translation>
    </message>
    <message>
        <source>Which attribute holds the name.</source>
        <translation>Welches Attribut den Namen enthält.</translation>
    </message>
    <message>
        <source>Attributes of numbers</source>
        <translation>Attribute der Nummern</translation>
    </message>
    <message>
        <source>Which attributes hold numbers.</source>
        <translation>Welche Attribute Nummern enthalten.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Who asks: &quot;cn=panel,dc=example,dc=com&quot;. Empty: nobody in particular. The password is kept in the keyring.</source>
        <translation>Wer fragt: &quot;cn=panel,dc=example,dc=com&quot;. Leer: niemand Bestimmtes. Das Passwort liegt im Schlüsselbund.</translation>
    </message>
    <message>
        <source>StartTLS</source>
        <translation>StartTLS</translation>
    </message>
    <message>
        <source>Encrypt an ldap:// connection before anything is asked.</source>
        <translation>Eine ldap://-Verbindung verschlüsseln, bevor etwas gefragt wird.</translation>
    </message>
    <message>
        <source>A PEM file with the certificates that are trusted instead of the system&apos;s.</source>
        <translation>Eine PEM-Datei mit den Zertifikaten, denen statt denen des Systems vertraut wird.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Of the window.</source>
        <translation>Des Fensters.</translation>
    </message>
    <message>
        <source>The first one</source>
        <extracomment>The control of settings that stand in files only.</extracomment>
        <translation>An erster Stelle</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Texts of which only some are names of something, with what these are called.</extracomment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>&quot;system&quot;, or a language such as &quot;en&quot; or &quot;de&quot;. Applies from the next start on.</source>
        <translation>&quot;system&quot; oder eine Sprache wie &quot;en&quot; oder &quot;de&quot;. Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Start minimised</source>
        <translation>Minimiert starten</translation>
    </message>
    <message>
        <source>In the tray, or as a minimised window where there is none.</source>
        <translation>Im Infobereich oder, wo es keinen gibt, als minimiertes Fenster.</translation>
    </message>
    <message>
        <source>Closing leaves it in the tray</source>
        <translation>Schließen lässt es im Infobereich</translation>
    </message>
    <message>
        <source>Lamps and alerts go on.</source>
        <translation>Lampen und Hinweise laufen weiter.</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol im Infobereich</translation>
    </message>
    <message>
        <source>It shows registration, ringing and missed calls.</source>
        <translation>Es zeigt Anmeldung, Klingeln und verpasste Anrufe.</translation>
    </message>
    <message>
        <source>Global shortcut</source>
        <translation>Globales Tastenkürzel</translation>
    </message>
    <message>
        <source>Brings blfpanel to the front from anywhere: &quot;Ctrl+Alt+B&quot;. Works where the desktop offers it; it may ask you once.</source>
        <translation>Holt blfpanel von überall nach vorn: &quot;Ctrl+Alt+B&quot;. Geht, wo der Desktop es anbietet; er fragt Sie vielleicht einmal.</translation>
    </message>
    <message>
        <source>Call links without asking</source>
        <translation>Nummern-Links ohne Rückfrage anrufen</translation>
    </message>
    <message>
        <source>A click on a number elsewhere calls at once.</source>
        <translation>Ein Klick auf eine Nummer anderswo ruft sofort an.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>The command line. No shell reads it; the change comes in BLFPANEL_… variables and as a JSON line.</source>
        <translation>Die Befehlszeile. Keine Shell liest sie; die Änderung kommt in BLFPANEL_…-Variablen und als JSON-Zeile.</translation>
    </message>
    <message>
        <source>Only these keys</source>
        <translation>Nur diese Tasten</translation>
    </message>
    <message>
        <source>Numbers or names; all when none is named.</source>
        <translation>Nummern oder Namen; alle, wenn nichts angegeben ist.</translation>
    </message>
    <message>
        <source>All when none is named.</source>
        <translation>Alle, wenn nichts angegeben ist.</translation>
    </message>
    <message>
        <source>Only when it becomes</source>
        <translation>Nur beim Wechsel zu</translation>
    </message>
    <message>
        <source>Any change when none is chosen.</source>
        <translation>Jede Änderung, wenn nichts gewählt ist.</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Besetzt</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Its name, such as &quot;hang_up&quot;.</source>
        <translation>Ihr Name, etwa &quot;hang_up&quot;.</translation>
    </message>
    <message>
        <source>Such as &quot;Ctrl+Shift+T&quot;; empty: none.</source>
        <translation>Etwa &quot;Ctrl+Shift+T&quot;; leer: keines.</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>Partner</translation>
    </message>
    <message>
        <source>Hide with whom partners speak</source>
        <translation>Gesprächspartner der Partner verbergen</translation>
    </message>
    <message>
        <source>On all keys, in what is kept and in what is exported.</source>
        <translation>Auf allen Tasten, in allem Gespeicherten und allem Ausgegebenen.</translation>
    </message>
    <message>
        <source>Keep a list of calls</source>
        <translation>Anrufliste führen</translation>
    </message>
    <message>
        <source>On this computer only.</source>
        <translation>Nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Calls in the list</source>
        <translation>Anrufe in der Liste</translation>
    </message>
    <message>
        <source>The oldest ones give way.</source>
        <translation>Die ältesten fallen weg.</translation>
    </message>
    <message>
        <source>Your administrator</source>
        <translation>Ihr Administrator</translation>
    </message>
    <message>
        <source>Address of the settings</source>
        <translation>Adresse der Einstellungen</translation>
    </message>
    <message>
        <source>https://, http:// or file://. Read at the start and once a day. Empty: none.</source>
        <translation>https://, http:// oder file://. Wird beim Start und einmal am Tag gelesen. Leer: keine.</translation>
    </message>
    <message>
        <source>Locked settings</source>
        <translation>Gesperrte Einstellungen</translation>
    </message>
    <message>
        <source>Settings that only the administrator changes: &quot;window.theme&quot;, or a whole table: &quot;keys&quot;. Counts in the administrator&apos;s file only.</source>
        <translation>Einstellungen, die nur der Administrator ändert: &quot;window.theme&quot; oder eine ganze Tabelle: &quot;keys&quot;. Gilt nur in der Datei des Administrators.</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings – blfpanel</source>
        <extracomment>What else stands on a category&apos;s page: made when the page is.</extracomment>
        <translation>Einstellungen – blfpanel</translation>
    </message>
    <message>
        <source>Found: “{text}”</source>
        <translation>Gefunden: „{text}“</translation>
    </message>
    <message>
        <source>No setting says that.</source>
        <translation>Keine Einstellung enthält das.</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Command or keys</source>
        <translation>Befehl oder Tasten</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>Tastenkürzel durchsuchen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Do what a click does</source>
        <extracomment>keys that are as they are, for who looks for them here</extracomment>
        <translation>Tun, was ein Klick tut</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Eingabe, Leertaste</translation>
    </message>
    <message>
        <source>Move between keys</source>
        <translation>Zwischen Tasten wechseln</translation>
    </message>
    <message>
        <source>Arrows, Home, End, PgUp, PgDn</source>
        <translation>Pfeiltasten, Pos1, Ende, Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>Say who this is and what a click does</source>
        <translation>Ansagen, wer das ist und was ein Klick tut</translation>
    </message>
    <message>
        <source>Shift+Space</source>
        <translation>Umschalt+Leertaste</translation>
    </message>
    <message>
        <source>Menu of a key</source>
        <translation>Menü einer Taste</translation>
    </message>
    <message>
        <source>Menu key, Shift+F10</source>
        <translation>Menütaste, Umschalt+F10</translation>
    </message>
    <message>
        <source>Search a name or number</source>
        <translation>Name oder Nummer suchen</translation>
    </message>
    <message>
        <source>Any letter or digit</source>
        <translation>Beliebiger Buchstabe oder Ziffer</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Enter or a double click changes the keys of a command.</source>
        <translation>Eingabe oder ein Doppelklick ändert die Tasten eines Befehls.</translation>
    </message>
    <message>
        <source>Letters and digits alone begin a search. Add Ctrl or Alt to them.</source>
        <extracomment>what the grid, fields and the search need for themselves, as Qt writes it</extracomment>
        <translation>Buchstaben und Ziffern allein beginnen eine Suche. Nehmen Sie Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>This key is needed to move about. Add Ctrl or Alt to it.</source>
        <translation>Diese Taste dient der Bewegung im Feld. Nehmen Sie Strg oder Alt dazu.</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>No sound, because a library cannot be loaded: {reason}. Lamps and pick-up work. Install it (libpulse0 on Debian) and start again.</source>
        <translation>Kein Ton, denn eine Bibliothek lässt sich nicht laden: {reason}. Lampen und Heranholen gehen. Installieren Sie sie (libpulse0 unter Debian) und starten Sie neu.</translation>
    </message>
    <message>
        <source>The system&apos;s sound server has gone. Lamps and pick-up work. Start blfpanel again to be heard.</source>
        <translation>Der Tonserver des Systems ist weg. Lampen und Heranholen gehen. Starten Sie blfpanel neu, damit man Sie hört.</translation>
    </message>
    <message>
        <source>No microphone or speaker. Lamps and pick-up work, you will not be heard.</source>
        <translation>Weder Mikrofon noch Lautsprecher. Lampen und Heranholen gehen, man hört Sie nicht.</translation>
    </message>
    <message>
        <source>No microphone. You hear your callers, they do not hear you.</source>
        <translation>Kein Mikrofon. Sie hören Ihre Anrufer, Ihre Anrufer hören Sie nicht.</translation>
    </message>
    <message>
        <source>There is no sound on this machine.</source>
        <translation>Auf diesem Rechner gibt es keinen Ton.</translation>
    </message>
    <message>
        <source>No speaker. Nothing rings here, you do not hear your callers.</source>
        <translation>Kein Lautsprecher. Hier klingelt nichts, Sie hören Ihre Anrufer nicht.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Not plugged in: {names}. Until then the system&apos;s own choice of devices is used.</source>
        <translation>Nicht angeschlossen: {names}. Bis dahin gilt die Geräteauswahl des Systems.</translation>
    </message>
    <message>
        <source>Echo cancellation is on in the settings, but not installed. Add it with pip install &apos;blfpanel[aec]&apos;.</source>
        <translation>Die Echounterdrückung ist in den Einstellungen an, aber nicht installiert. Ergänzen Sie sie mit pip install &apos;blfpanel[aec]&apos;.</translation>
    </message>
</context>
<context>
    <name>SoundMenu</name>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Microphone volume</source>
        <translation>Mikrofonlautstärke</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Speaker volume</source>
        <translation>Lautsprecherlautstärke</translation>
    </message>
    <message>
        <source>Ringing device</source>
        <translation>Gerät für den Klingelton</translation>
    </message>
    <message>
        <source>Ringing volume</source>
        <translation>Lautstärke des Klingeltons</translation>
    </message>
    <message>
        <source>Ring when I am called</source>
        <translation>Klingeln, wenn ich angerufen werde</translation>
    </message>
    <message>
        <source>Until it ends</source>
        <translation>Bis zum Ende</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Sound when partners ring</source>
        <translation>Ton, wenn es bei Partnern klingelt</translation>
    </message>
    <message>
        <source>Also while I talk</source>
        <translation>Auch während ich spreche</translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation>Echounterdrückung</translation>
    </message>
    <message>
        <source>Try the ringing</source>
        <translation>Klingelton testen</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation>{name} (nicht da)</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
</context>
<context>
    <name>SoundStep</name>
    <message>
        <source>Talk with this computer</source>
        <translation>Mit diesem Computer sprechen</translation>
    </message>
    <message>
        <source>Panel only, I have a desk phone</source>
        <translation>Nur Feld, ich habe ein Tischtelefon</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Ring once</source>
        <translation>Einmal klingeln</translation>
    </message>
    <message>
        <source>Number of the desk phone</source>
        <translation>Nummer des Tischtelefons</translation>
    </message>
    <message>
        <source>It makes your calls. Empty: blfpanel only shows and picks up.</source>
        <translation>Es führt Ihre Anrufe. Leer: blfpanel zeigt nur an und holt heran.</translation>
    </message>
    <message>
        <source>Notify me on the desktop when partners ring</source>
        <translation>Mich auf dem Desktop benachrichtigen, wenn es bei Partnern klingelt</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>Rings on</source>
        <translation>Klingelt auf</translation>
    </message>
    <message>
        <source>No microphone or speaker. Lamps and pick-up work, you will not be heard. Calls can go through your desk phone.</source>
        <translation>Weder Mikrofon noch Lautsprecher. Lampen und Heranholen gehen, man hört Sie nicht. Anrufe können über Ihr Tischtelefon laufen.</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Wie im System</translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>The call from {name} was answered elsewhere.</source>
        <extracomment>Says a sentence; whether it may interrupt. Lamps often fall into doubt together; so long is waited for the others, ms.</extracomment>
        <translation>Der Anruf von {name} wurde anderswo angenommen.</translation>
    </message>
    <message>
        <source>{name} is free.</source>
        <translation>{name} ist frei.</translation>
    </message>
    <message>
        <source>{name}: answered.</source>
        <translation>{name}: angenommen.</translation>
    </message>
    <message>
        <source>{name}: rings no longer.</source>
        <translation>{name}: klingelt nicht mehr.</translation>
    </message>
    <message>
        <source>{n} lamps are uncertain: {causes}.</source>
        <translation>{n} Lampen sind unsicher: {causes}.</translation>
    </message>
    <message>
        <source>{n} lamps are uncertain.</source>
        <translation>{n} Lampen sind unsicher.</translation>
    </message>
    <message>
        <source>Call for you from {name}.</source>
        <translation>Anruf für Sie von {name}.</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>from {party}</source>
        <translation>von {party}</translation>
    </message>
    <message>
        <source>to {party}</source>
        <translation>bei {party}</translation>
    </message>
    <message>
        <source>with {party}</source>
        <translation>mit {party}</translation>
    </message>
    <message>
        <source>picking up</source>
        <translation>hole heran</translation>
    </message>
    <message>
        <source>uncertain for {age}</source>
        <translation>unsicher seit {age}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>Alerts are off</source>
        <translation>Hinweise sind aus</translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>the same words inside a spoken sentence, for screen readers</extracomment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>klingelt</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>besetzt</translation>
    </message>
    <message>
        <source>calling</source>
        <translation>ruft an</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>im Gespräch</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>geparkt</translation>
    </message>
    <message>
        <source>was idle</source>
        <translation>war frei</translation>
    </message>
    <message>
        <source>was ringing</source>
        <translation>klingelte</translation>
    </message>
    <message>
        <source>was busy</source>
        <translation>war besetzt</translation>
    </message>
    <message>
        <source>was calling</source>
        <translation>rief an</translation>
    </message>
    <message>
        <source>was talking</source>
        <translation>war im Gespräch</translation>
    </message>
    <message>
        <source>was on hold</source>
        <translation>war gehalten</translation>
    </message>
    <message>
        <source>was parked</source>
        <translation>war geparkt</translation>
    </message>
    <message>
        <source>refused {code}</source>
        <translation>abgelehnt {code}</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>No lamps</source>
        <translation>Keine Lampen</translation>
    </message>
    <message>
        <source>{live} of {total} lamps live</source>
        <translation>{live} von {total} Lampen aktuell</translation>
    </message>
    <message>
        <source>{n} stale</source>
        <translation>{n} veraltet</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>{n} abgelehnt</translation>
    </message>
    <message>
        <source>{n} unknown</source>
        <translation>{n} unbekannt</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Show only these keys, or all again</source>
        <translation>Nur diese Tasten zeigen oder wieder alle</translation>
    </message>
    <message>
        <source>Last news {age} ago</source>
        <translation>Letzte Nachricht vor {age}</translation>
    </message>
</context>
<context>
    <name>SubscriptionModel</name>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächstes</translation>
    </message>
    <message>
        <source>Last news</source>
        <translation>Letzte Nachricht</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>No SIP message: {reason}</source>
        <translation>Keine SIP-Nachricht: {reason}</translation>
    </message>
    <message>
        <source>Its body cannot be read: {reason}</source>
        <translation>Ihr Inhalt lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>nicht angezeigt</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>Lampe</translation>
    </message>
    <message>
        <source>as the PBX tells it</source>
        <translation>wie die Telefonanlage es meldet</translation>
    </message>
    <message>
        <source>{key} not shown</source>
        <translation>{key} nicht angezeigt</translation>
    </message>
    <message>
        <source>sent to {peer}</source>
        <translation>gesendet an {peer}</translation>
    </message>
    <message>
        <source>received from {peer}</source>
        <translation>empfangen von {peer}</translation>
    </message>
    <message>
        <source>{age} quiet</source>
        <translation>{age} Ruhe</translation>
    </message>
</context>
<context>
    <name>TraceModel</name>
    <message>
        <source>Time</source>
        <extracomment>So many messages are read at a time, so that the window answers meanwhile. A message, or how long nothing was said before the next one (seconds). The peers, in the order in which they were first heard of.</extracomment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>Lampe</translation>
    </message>
</context>
<context>
    <name>TraceWindow</name>
    <message>
        <source>Support bundle</source>
        <translation>Diagnosepaket</translation>
    </message>
    <message>
        <source>Message trace</source>
        <translation>Nachrichtenmitschnitt</translation>
    </message>
    <message>
        <source>Support bundle, names replaced…</source>
        <translation>Diagnosepaket, Namen ersetzt…</translation>
    </message>
    <message>
        <source>Trace – blfpanel</source>
        <extracomment>How often what came is read while the window is seen, ms. Below this there is a list instead of a ladder, and the message is below instead of beside.</extracomment>
        <translation>Mitschnitt – blfpanel</translation>
    </message>
    <message>
        <source>key:214  method:NOTIFY  code:4  any text</source>
        <translation>key:214  method:NOTIFY  code:4  beliebiger Text</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>Nachrichten filtern</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Lamps</source>
        <translation>Lampen</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Retransmissions</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>Messages shown, as text…</source>
        <translation>Angezeigte Nachrichten, als Text…</translation>
    </message>
    <message>
        <source>Messages shown, for Wireshark (pcap)…</source>
        <translation>Angezeigte Nachrichten, für Wireshark (pcap)…</translation>
    </message>
    <message>
        <source>Nothing leaves this computer unless you export it</source>
        <translation>Nichts verlässt diesen Computer, es sei denn, Sie geben es aus</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>zeichnet auf</translation>
    </message>
    <message>
        <source>{shown} of {all} messages shown · {state} · passwords and tokens hidden</source>
        <translation>{shown} von {all} Nachrichten angezeigt · {state} · Passwörter und Token verborgen</translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>Nachrichten ausgeben</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Number, or click a key</source>
        <extracomment>Below these widths there is no room for all in one row, or for the title. the call and a number the call and the one it is connected with</extracomment>
        <translation>Nummer, oder Taste anklicken</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Do not transfer (Esc)</source>
        <translation>Nicht übergeben (Esc)</translation>
    </message>
    <message>
        <source>Forward {name} to</source>
        <translation>{name} umleiten an</translation>
    </message>
    <message>
        <source>Transfer {name} to</source>
        <translation>{name} übergeben an</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Umleiten</translation>
    </message>
    <message>
        <source>Connect with {name}</source>
        <translation>Mit {name} verbinden</translation>
    </message>
    <message>
        <source>Connect with…</source>
        <translation>Verbinden mit…</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>{n} ringing</source>
        <translation>Klingelt: {n}</translation>
    </message>
    <message>
        <source>{n} missed</source>
        <translation>Verpasst: {n}</translation>
    </message>
    <message>
        <source>There is no tray here to close blfpanel into.</source>
        <translation>Hier gibt es keinen Infobereich, in den sich blfpanel schließen lässt.</translation>
    </message>
    <message>
        <source>Minimise</source>
        <translation>Minimieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Show blfpanel</source>
        <translation>blfpanel zeigen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation>Heranholen</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>Rückgängig gemacht: {what}</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Rückgängig gemacht.</translation>
    </message>
</context>
<context>
    <name>UndoToast</name>
    <message>
        <source>{name} goes to {target}.</source>
        <extracomment>How often the bar is drawn, ms.</extracomment>
        <translation>{name} geht an {target}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Do not transfer (Ctrl+Z)</source>
        <translation>Nicht übergeben (Strg+Z)</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Add account…</source>
        <translation>Konto hinzufügen…</translation>
    </message>
    <message>
        <source>Welcome – blfpanel</source>
        <translation>Willkommen – blfpanel</translation>
    </message>
    <message>
        <source>Account {name} added</source>
        <translation>Konto {name} hinzugefügt</translation>
    </message>
    <message>
        <source>The password is known until blfpanel ends. {why}</source>
        <translation>Das Passwort ist bekannt, bis blfpanel endet. {why}</translation>
    </message>
    <message>
        <source>The built-in PBX cannot start: {why}.</source>
        <translation>Die eingebaute Telefonanlage kann nicht starten: {why}.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Account</source>
        <extracomment>With less room the promise at the left gives way. With less room only the current step has its name.</extracomment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Fill the panel</source>
        <translation>Feld füllen</translation>
    </message>
    <message>
        <source>Sound and alerts</source>
        <translation>Ton und Hinweise</translation>
    </message>
    <message>
        <source>Try it without a PBX</source>
        <translation>Ohne Telefonanlage ausprobieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>See who is free.
Pick up what rings.</source>
        <translation>Sehen, wer frei ist.
Heranholen, was klingelt.</translation>
    </message>
    <message>
        <source>Connect blfpanel to your telephone system. It finds the way by itself and tells you what it tried.</source>
        <translation>Verbinden Sie blfpanel mit Ihrer Telefonanlage. Es findet den Weg selbst und sagt Ihnen, was es versucht hat.</translation>
    </message>
    <message>
        <source>No telephone system at hand?</source>
        <translation>Keine Telefonanlage zur Hand?</translation>
    </message>
    <message>
        <source>A small one is built in, with simulated people who call each other.</source>
        <translation>Eine kleine ist eingebaut, mit simulierten Personen, die einander anrufen.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>{number} · {word} since {time}, for {length}</source>
        <translation>{number} · {word} seit {time}, {length} lang</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
</context>
<context>
    <name>WhyPane</name>
    <message>
        <source>Why this lamp?</source>
        <extracomment>Among so many messages of the trace the one that is shown is looked for.</extracomment>
        <translation>Warum diese Lampe?</translation>
    </message>
    <message>
        <source>Calls in the last message</source>
        <translation>Anrufe in der letzten Nachricht</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Zurück zu jetzt</translation>
    </message>
    <message>
        <source>Message as received</source>
        <translation>Nachricht wie empfangen</translation>
    </message>
    <message>
        <source>What this PBX cannot tell</source>
        <translation>Was diese Telefonanlage nicht melden kann</translation>
    </message>
    <message>
        <source>Checked against RFC 4235</source>
        <translation>Geprüft nach RFC 4235</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Neu abfragen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Open trace</source>
        <translation>Mitschnitt öffnen</translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation>{n} Einträge</translation>
    </message>
    <message>
        <source>1 thing</source>
        <translation>1 Punkt</translation>
    </message>
    <message>
        <source>{n} things</source>
        <translation>{n} Punkte</translation>
    </message>
    <message>
        <source>Known at {time}: {word}</source>
        <translation>Stand {time}: {word}</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>kein Befund</translation>
    </message>
    <message>
        <source>1 finding: {list}</source>
        <translation>1 Befund: {list}</translation>
    </message>
    <message>
        <source>{n} findings: {list}</source>
        <translation>{n} Befunde: {list}</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} Byte</translation>
    </message>
    <message>
        <source>{size} · {transport} from {host}</source>
        <translation>{size} · {transport} von {host}</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Key size</source>
        <translation>Tastengröße</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Lamps</source>
        <translation>Lampen</translation>
    </message>
    <message>
        <source>Blinking</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>List of calls</source>
        <translation>Anrufliste</translation>
    </message>
    <message>
        <source>Calls pane</source>
        <translation>Anrufbereich</translation>
    </message>
    <message>
        <source>Why this lamp?</source>
        <translation>Warum diese Lampe?</translation>
    </message>
    <message>
        <source>Ask again for all keys</source>
        <translation>Alle Tasten neu abfragen</translation>
    </message>
    <message>
        <source>Hide with whom partners speak</source>
        <translation>Gesprächspartner der Partner verbergen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Answer the oldest call, or pick up</source>
        <translation>Ältesten Anruf annehmen oder heranholen</translation>
    </message>
    <message>
        <source>Pick up the oldest call at a partner</source>
        <translation>Ältesten Anruf bei einem Partner heranholen</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation>Offenes schließen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>Halten oder weiterführen</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Decline the oldest call</source>
        <translation>Ältesten Anruf abweisen</translation>
    </message>
    <message>
        <source>Let the oldest call ring elsewhere</source>
        <translation>Ältesten Anruf anderswo klingeln lassen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Wähltastatur</translation>
    </message>
</context>
<context>
    <name>Windowing</name>
    <message>
        <source>Edit key…</source>
        <extracomment>so long after the last change the places of the windows are written, ms</extracomment>
        <translation>Taste bearbeiten…</translation>
    </message>
    <message>
        <source>Edit keys</source>
        <translation>Tasten bearbeiten</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>Taste hinzufügen</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>Seite hinzufügen</translation>
    </message>
    <message>
        <source>New panel window</source>
        <translation>Neues Feldfenster</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Page {n}</source>
        <translation>Seite {n}</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>{name} is kept in the settings</source>
        <translation>{name} bleibt in den Einstellungen</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>Voicemail</source>
        <translation>Anrufbeantworter</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>Wiederholt: {what}</translation>
    </message>
    <message>
        <source>Done again.</source>
        <translation>Wiederholt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>Speed dial</source>
        <extracomment>who calls whom, before the other party surface, thin line the only filled one a breath of the lamp&apos;s colour words on the window, no key around them hatch under the lamp dashes, no fill Keys without a lamp: silhouette, colour token and word.</extracomment>
        <translation>Zielwahl</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Empty</source>
        <extracomment>Places and switches, by whether they are taken or on.</extracomment>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Picking up…</source>
        <translation>Hole heran…</translation>
    </message>
    <message>
        <source>No caller sent</source>
        <translation>Anrufer fehlt</translation>
    </message>
    <message>
        <source>Unknown</source>
        <extracomment>the word on the key, by lamp and what kind of it</extracomment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingelt</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Besetzt</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Ruft an</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Geparkt</translation>
    </message>
    <message>
        <source>Was idle</source>
        <translation>War frei</translation>
    </message>
    <message>
        <source>Was ringing</source>
        <translation>Klingelte</translation>
    </message>
    <message>
        <source>Was busy</source>
        <translation>War besetzt</translation>
    </message>
    <message>
        <source>Was calling</source>
        <translation>Rief an</translation>
    </message>
    <message>
        <source>Was talking</source>
        <translation>War im Gespräch</translation>
    </message>
    <message>
        <source>Was on hold</source>
        <translation>War gehalten</translation>
    </message>
    <message>
        <source>Was parked</source>
        <translation>War geparkt</translation>
    </message>
    <message>
        <source>Refused · {code}</source>
        <translation>Abgelehnt · {code}</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
</context>
<context>
    <name>_Header</name>
    <message>
        <source>Step {number} of {count}: {title}</source>
        <translation>Schritt {number} von {count}: {title}</translation>
    </message>
</context>
</TS>
