<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>catamaran::ui::PromptDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Banner</name>
        <message>
            <source>Copy this message</source>
            <translation>Diese Meldung kopieren</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>Etwas ist schiefgegangen</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>Was zu tun ist: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Capture</name>
        <message>
            <source>the state did not settle in time</source>
            <translation>der Zustand kam nicht rechtzeitig zur Ruhe</translation>
        </message>
        <message>
            <source>cannot make the folder %1</source>
            <translation>der Ordner %1 kann nicht angelegt werden</translation>
        </message>
        <message>
            <source>cannot write %1</source>
            <translation>%1 kann nicht geschrieben werden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ChartCard</name>
        <message>
            <source>%1 as a table</source>
            <translation>%1 als Tabelle</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>Diagramm: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ComparePage</name>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Run the image as a container and as a VM, in turn (Ctrl+R)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One image, two hulls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run: the image starts in turn as a container and as a light VM until it answers over HTTP. Start-up time, memory and disk of both are measured, and the last pair stays for live charts. Nothing else is left behind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Image to compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image that runs in both hulls; its port 80 must answer HTTP 200</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs of each hull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measured runs of each hull, after one warm-up; more runs give a firmer median</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress of the comparison</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stop the race and remove what it started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export report…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied as Markdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory when settled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk</source>
            <translation>Platte</translation>
        </message>
        <message>
            <source>Live: the pair that was kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the pair</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop and remove the container and the VM that the last run left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Network received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warming up: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1 of %2: %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison was cancelled; nothing is left behind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kernel %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared with others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs both hulls in turn and measures until the first HTTP 200.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same image as a container and as a VM, side by side on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the comparison</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HTML report (*.html);;Picture of this page (*.png);;CSV table (*.csv);;JSON (*.json);;Markdown (*.md)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file could not be created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Conveniences</name>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source> Search  Ctrl+K</source>
            <translation> Suchen  Strg+K</translation>
        </message>
        <message>
            <source>Search everything, and do anything (Ctrl+K)</source>
            <translation>Alles suchen und alles tun (Strg+K)</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>page show go to</source>
            <translation>Seite zeigen gehen zu</translation>
        </message>
        <message>
            <source>Run an image…</source>
            <translation>Ein Abbild starten…</translation>
        </message>
        <message>
            <source>new container VM create start</source>
            <translation>neu Container VM anlegen starten</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Auffrischen</translation>
        </message>
        <message>
            <source>reload update</source>
            <translation>neu laden auffrischen</translation>
        </message>
        <message>
            <source>reclaim space disk clean prune</source>
            <translation>Platz Festplatte aufräumen löschen</translation>
        </message>
        <message>
            <source>Switch off: %1</source>
            <translation>Ausschalten: %1</translation>
        </message>
        <message>
            <source>Switch on: %1</source>
            <translation>Einschalten: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Desk</name>
        <message>
            <source>This could not be put right</source>
            <translation>Das ließ sich nicht in Ordnung bringen</translation>
        </message>
        <message>
            <source>The space on the disk cannot be counted</source>
            <translation>Der Platz auf der Platte kann nicht gezählt werden</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>In %1 kann nicht hineingesehen werden</translation>
        </message>
        <message>
            <source>%1: not done</source>
            <translation>%1: nicht getan</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPanel</name>
        <message>
            <source>Inspect, as JSON</source>
            <translation>Untersuchen, als JSON</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation>Die Einzelheiten schließen</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Stats</source>
            <translation>Messwerte</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>Zeiten</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Following</source>
            <translation>Folgt</translation>
        </message>
        <message>
            <source>End of the log</source>
            <translation>Ende des Protokolls</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Gesendet</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Platte</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Gelesen</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Geschrieben</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>Kennung</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <source>Up for</source>
            <translation>Läuft seit</translation>
        </message>
        <message>
            <source>Last start</source>
            <translation>Letzter Start</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>Rückgabewert</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Gesundheit</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>Disk, shared</source>
            <translation>Platte, geteilt</translation>
        </message>
        <message>
            <source>Disk, own</source>
            <translation>Platte, eigen</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Etiketten</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>Von einem anderen Programm gemacht; es kann hier beobachtet und angehalten werden.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DiskCard</name>
        <message>
            <source>On the disk</source>
            <translation>Auf der Platte</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>Wird gezählt…</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>Platz schaffen</translation>
        </message>
        <message>
            <source>Choose what goes; the line for a shell stands beside each</source>
            <translation>Wählen, was geht; die Zeile für die Shell steht daneben</translation>
        </message>
        <message>
            <source>%1 used · %2 could be free again · %3 free on the disk</source>
            <translation>%1 belegt · %2 könnten frei werden · %3 frei auf der Platte</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DoctorPage</name>
        <message>
            <source>Copy command</source>
            <translation>Befehl kopieren</translation>
        </message>
        <message>
            <source>Copy “%1”: the same checks in a terminal</source>
            <translation>„%1“ kopieren: dieselben Prüfungen in einem Terminal</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>Nochmals prüfen</translation>
        </message>
        <message>
            <source>Look at this computer again (Ctrl+R)</source>
            <translation>Diesen Rechner nochmals ansehen (Strg+R)</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Wird angesehen…</translation>
        </message>
        <message>
            <source>What containers and VMs need of this computer</source>
            <translation>Was Container und VMs von diesem Rechner brauchen</translation>
        </message>
        <message>
            <source>What containers and VMs need, and what to do where it is missing</source>
            <translation>Was Container und VMs brauchen, und was zu tun ist, wo es fehlt</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
        <message>
            <source>Put right, until the next start of the computer</source>
            <translation>In Ordnung gebracht, bis zum nächsten Start des Rechners</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>Doktor</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>Fehlt</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>Was zu tun ist: %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>Beheben</translation>
        </message>
        <message>
            <source>Does the same as: %1</source>
            <translation>Tut dasselbe wie: %1</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>Platz schaffen</translation>
        </message>
        <message>
            <source>Show what lies on the disk and can go</source>
            <translation>Zeigen, was auf der Platte liegt und gehen kann</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>Kopieren: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DropTarget</name>
        <message>
            <source>Drop to open %1</source>
            <translation>Loslassen, um %1 zu öffnen</translation>
        </message>
        <message>
            <source>Copy %1 into %2</source>
            <translation>%1 nach %2 kopieren</translation>
        </message>
        <message>
            <source>Copy %1 files into %2</source>
            <translation>%1 Dateien nach %2 kopieren</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>%1 als Stapel öffnen</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>Daraus lässt sich nichts machen</translation>
        </message>
        <message>
            <source>Drop it to see its services, ports and volumes. Nothing is started yet.</source>
            <translation>Loslassen, um Dienste, Ports und Datenträger zu sehen. Noch wird nichts gestartet.</translation>
        </message>
        <message>
            <source>Drop it to see what can be done with it. Nothing is done yet.</source>
            <translation>Loslassen, um zu sehen, was sich machen lässt. Noch wird nichts getan.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::GraphView</name>
        <message>
            <source>Services and what they need</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::HullCard</name>
        <message>
            <source>Virtual machine</source>
            <translation>Virtuelle Maschine</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>Time to answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Platte</translation>
        </message>
        <message>
            <source>CPU to answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sooner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 – %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 shared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: answers after %2, uses %3 of memory and %4 of disk</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagePanel</name>
        <message>
            <source>Select an image to look into it</source>
            <translation>Ein Abbild wählen, um hineinzusehen</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Pakete</translation>
        </message>
        <message>
            <source>Each layer with its size; select one to see its files</source>
            <translation>Jede Schicht mit ihrer Größe; eine wählen, um ihre Dateien zu sehen</translation>
        </message>
        <message>
            <source>Files of the layer</source>
            <translation>Dateien der Schicht</translation>
        </message>
        <message>
            <source>+ added, ~ changed, - removed; the largest first</source>
            <translation>+ neu, ~ geändert, - entfernt; die größten zuerst</translation>
        </message>
        <message>
            <source>What the rules about images find</source>
            <translation>Was die Regeln für Abbilder finden</translation>
        </message>
        <message>
            <source>Filter packages</source>
            <translation>Pakete filtern</translation>
        </message>
        <message>
            <source>Filter by name, version, kind or licence</source>
            <translation>Nach Name, Version, Art oder Lizenz filtern</translation>
        </message>
        <message>
            <source>Packages and modules found in the image</source>
            <translation>Pakete und Module, die im Abbild gefunden wurden</translation>
        </message>
        <message>
            <source>Looking into its layers…</source>
            <translation>Die Schichten werden angesehen…</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>Schicht</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>%1 of its bytes can be seen</source>
            <translation>%1 seiner Bytes sind sichtbar</translation>
        </message>
        <message>
            <source>no distribution</source>
            <translation>keine Distribution</translation>
        </message>
        <message>
            <source>Findings  %1</source>
            <translation>Befunde  %1</translation>
        </message>
        <message>
            <source>Packages  %1</source>
            <translation>Pakete  %1</translation>
        </message>
        <message>
            <source> · %1 hidden by later layers</source>
            <translation> · %1 von späteren Schichten verdeckt</translation>
        </message>
        <message>
            <source>(not said)</source>
            <translation>(nicht angegeben)</translation>
        </message>
        <message>
            <source>The rules find nothing</source>
            <translation>Die Regeln finden nichts</translation>
        </message>
        <message>
            <source>Configuration and files are as they should be</source>
            <translation>Einstellungen und Dateien sind, wie sie sein sollen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagesPage</name>
        <message>
            <source>Run side by side…</source>
            <translation>Nebeneinander starten…</translation>
        </message>
        <message>
            <source>Compare the selected image as a container and as a VM</source>
            <translation>Das gewählte Abbild als Container und als VM vergleichen</translation>
        </message>
        <message>
            <source>Pull…</source>
            <translation>Holen…</translation>
        </message>
        <message>
            <source>Fetch an image from a registry (Ctrl+P)</source>
            <translation>Ein Abbild aus einer Registry holen (Strg+P)</translation>
        </message>
        <message>
            <source>Build…</source>
            <translation>Bauen…</translation>
        </message>
        <message>
            <source>Build an image of a folder with a Dockerfile (Ctrl+B)</source>
            <translation>Ein Abbild aus einem Ordner mit Dockerfile bauen (Strg+B)</translation>
        </message>
        <message>
            <source>Remove the selected image (Delete)</source>
            <translation>Das gewählte Abbild entfernen (Entf)</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>Kennung</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <source>In use by</source>
            <translation>Benutzt von</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Abbilder</translation>
        </message>
        <message>
            <source>Images of this computer; Enter compares, Delete removes</source>
            <translation>Abbilder dieses Rechners; Eingabe vergleicht, Entf entfernt</translation>
        </message>
        <message>
            <source>No images yet</source>
            <translation>Noch keine Abbilder</translation>
        </message>
        <message>
            <source>The demo image is made on the first comparison. Build others with “catamaran build -t NAME DIRECTORY”.</source>
            <translation>Das Demo-Abbild entsteht beim ersten Vergleich. Andere baut man mit „catamaran build -t NAME ORDNER“.</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>Die Demo vergleichen</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(ohne Namen)</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>workload</source>
            <translation>Arbeitslast</translation>
        </message>
        <message>
            <source>workloads</source>
            <translation>Arbeitslasten</translation>
        </message>
        <message>
            <source>image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>images</source>
            <translation>Abbilder</translation>
        </message>
        <message>
            <source>Pull an image</source>
            <translation>Ein Abbild holen</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Name des Abbilds</translation>
        </message>
        <message>
            <source>alpine:3.20, ghcr.io/owner/image</source>
            <translation>alpine:3.20, ghcr.io/owner/image</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>Holen</translation>
        </message>
        <message>
            <source>Folder with a Dockerfile</source>
            <translation>Ordner mit einem Dockerfile</translation>
        </message>
        <message>
            <source>Build an image</source>
            <translation>Ein Abbild bauen</translation>
        </message>
        <message>
            <source>localhost/name:tag</source>
            <translation>localhost/name:tag</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>Bauen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobDialog</name>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>Each step with the time it took</source>
            <translation>Jeder Schritt mit der Zeit, die er brauchte</translation>
        </message>
        <message>
            <source>from the cache</source>
            <translation>aus dem Zwischenspeicher</translation>
        </message>
        <message>
            <source>Begins…</source>
            <translation>Beginnt…</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>What the steps print</source>
            <translation>Was die Schritte ausgeben</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>End the work; nothing half-made stays</source>
            <translation>Die Arbeit beenden; nichts Halbes bleibt zurück</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Verbergen</translation>
        </message>
        <message>
            <source>Close this; the work goes on (Escape)</source>
            <translation>Schließen; die Arbeit geht weiter (Esc)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close (Escape)</source>
            <translation>Schließen (Esc)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobModel</name>
        <message>
            <source>%1 of %2 steps</source>
            <translation>%1 von %2 Schritten</translation>
        </message>
        <message>
            <source>%1 were here already</source>
            <translation>%1 waren schon da</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LiveChart</name>
        <message>
            <source>Seconds ago</source>
            <translation>Vor Sekunden</translation>
        </message>
        <message>
            <source>%1 s ago</source>
            <translation>vor %1 s</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogView</name>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MainWindow</name>
        <message>
            <source>Try again</source>
            <translation>Nochmals versuchen</translation>
        </message>
        <message>
            <source>%1 (Ctrl+%2)</source>
            <translation>%1 (Strg+%2)</translation>
        </message>
        <message>
            <source>Engine ready</source>
            <translation>Maschine bereit</translation>
        </message>
        <message>
            <source>VMs: %1</source>
            <translation>VMs: %1</translation>
        </message>
        <message>
            <source>Engine not available</source>
            <translation>Maschine nicht verfügbar</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>Die Maschine wird geöffnet…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MergedLog</name>
        <message>
            <source>Filter: word  -word  /regular expression/</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines that have all words; -word leaves lines out; /…/ is a regular expression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::NodeCard</name>
        <message>
            <source>not created</source>
            <translation>nicht angelegt</translation>
        </message>
        <message>
            <source>%1 replicas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>built here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>profile off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>health check</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Notifier</name>
        <message>
            <source>%1 failed</source>
            <translation>%1 ist fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1 is unhealthy</source>
            <translation>%1 ist nicht gesund</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Show logs</source>
            <translation>Protokoll zeigen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::OverviewPage</name>
        <message>
            <source>Run side by side</source>
            <translation>Nebeneinander starten</translation>
        </message>
        <message>
            <source>Go to the comparison of the demo image</source>
            <translation>Zum Vergleich des Demo-Abbilds</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>Virtual machines</source>
            <translation>Virtuelle Maschinen</translation>
        </message>
        <message>
            <source>Memory of workloads</source>
            <translation>Speicher der Arbeitslasten</translation>
        </message>
        <message>
            <source>CPU of workloads</source>
            <translation>CPU der Arbeitslasten</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>VMs</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Platte</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>Braucht Aufmerksamkeit</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Überblick</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 angehalten</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 ist fehlgeschlagen</translation>
        </message>
        <message>
            <source>none stopped</source>
            <translation>keine angehalten</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 laufen</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>CPUs</translation>
        </message>
        <message>
            <source>The engine is not available</source>
            <translation>Die Maschine ist nicht verfügbar</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>Die Maschine wird geöffnet…</translation>
        </message>
        <message>
            <source>of %1 · %2</source>
            <translation>von %1 · %2</translation>
        </message>
        <message>
            <source>of %1 · 100 % is one CPU</source>
            <translation>von %1 · 100 % ist eine CPU</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>Was zu tun ist: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PaletteDialog</name>
        <message>
            <source>Command palette</source>
            <translation>Befehlspalette</translation>
        </message>
        <message>
            <source>Search containers, VMs, images, stacks, actions and settings</source>
            <translation>Container, VMs, Abbilder, Stapel, Aktionen und Einstellungen suchen</translation>
        </message>
        <message>
            <source>Search everything</source>
            <translation>Alles suchen</translation>
        </message>
        <message>
            <source>Type letters of a name or an action: “stp web” finds “Stop web”</source>
            <translation>Buchstaben eines Namens oder einer Aktion tippen: „anh web“ findet „web anhalten“</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <source>Enter takes the marked one</source>
            <translation>Die Eingabetaste nimmt den markierten</translation>
        </message>
        <message>
            <source>Nothing fits. Try fewer letters.</source>
            <translation>Nichts passt. Weniger Buchstaben versuchen.</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>Befehlszeile</translation>
        </message>
        <message>
            <source>Copy the command line (Ctrl+Enter)</source>
            <translation>Die Befehlszeile kopieren (Strg+Eingabe)</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PartsChart</name>
        <message>
            <source>%1, total</source>
            <translation>%1, gesamt</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PlanSheet</name>
        <message>
            <source>create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recreate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start</source>
            <translation>starten</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>anhalten</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>entfernen</translation>
        </message>
        <message>
            <source>keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>build</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring %1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take %1 down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop %1</source>
            <translation>%1 anhalten</translation>
        </message>
        <message>
            <source>Start %1</source>
            <translation>%1 starten</translation>
        </message>
        <message>
            <source>Restart %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to build</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to pull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to recreate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 other changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 stay as they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove its volumes too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data in the named volumes of this stack is lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>Schließen, ohne etwas zu tun (Esc)</translation>
        </message>
        <message>
            <source>Working out what changes…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>%1 (Enter)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Preferences</name>
        <message>
            <source>Theme</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>How the window looks</source>
            <translation>Wie das Fenster aussieht</translation>
        </message>
        <message>
            <source>appearance dark light colour</source>
            <translation>Aussehen dunkel hell Farbe</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Language of the window</source>
            <translation>Sprache des Fensters</translation>
        </message>
        <message>
            <source>translation locale Deutsch English</source>
            <translation>Übersetzung Sprache Deutsch English</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Time to undo a removal</source>
            <translation>Zeit, ein Entfernen zurückzunehmen</translation>
        </message>
        <message>
            <source>Seconds that a removal waits and can be taken back; 0 removes at once, after a question</source>
            <translation>Sekunden, die ein Entfernen wartet und zurückgenommen werden kann; 0 entfernt sofort, nach einer Frage</translation>
        </message>
        <message>
            <source>delete grace bin trash</source>
            <translation>löschen Frist Papierkorb</translation>
        </message>
        <message>
            <source>Notices of the desktop</source>
            <translation>Meldungen des Schreibtischs</translation>
        </message>
        <message>
            <source>Tell when something fails or ends while the window is not in front</source>
            <translation>Sagen, wenn etwas scheitert oder endet, während das Fenster nicht vorn ist</translation>
        </message>
        <message>
            <source>notifications alert message</source>
            <translation>Benachrichtigungen Warnung Meldung</translation>
        </message>
        <message>
            <source>Icon beside the clock</source>
            <translation>Symbol neben der Uhr</translation>
        </message>
        <message>
            <source>Keep running there when the window is closed, with what runs in its menu</source>
            <translation>Dort weiterlaufen, wenn das Fenster geschlossen wird, mit dem, was läuft, im Menü</translation>
        </message>
        <message>
            <source>tray background autostart</source>
            <translation>Tray Hintergrund Autostart</translation>
        </message>
        <message>
            <source>This is no file of Catamaran's settings</source>
            <translation>Das ist keine Datei mit Einstellungen von Catamaran</translation>
        </message>
        <message>
            <source>The file is of a newer version</source>
            <translation>Die Datei ist von einer neueren Version</translation>
        </message>
        <message>
            <source>There is no setting “%1”</source>
            <translation>Es gibt keine Einstellung „%1“</translation>
        </message>
        <message>
            <source>“%1” is no value of %2</source>
            <translation>„%1“ ist kein Wert für %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PreferencesCard</name>
        <message>
            <source>Preferences</source>
            <translation>Vorlieben</translation>
        </message>
        <message>
            <source>Save the settings to a file</source>
            <translation>Die Einstellungen in eine Datei sichern</translation>
        </message>
        <message>
            <source>Take settings from a file</source>
            <translation>Einstellungen aus einer Datei übernehmen</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Einstellungen suchen</translation>
        </message>
        <message>
            <source>Words of a setting, or of what it is about (Ctrl+F)</source>
            <translation>Wörter einer Einstellung oder dessen, worum es geht (Strg+F)</translation>
        </message>
        <message>
            <source>No setting has these words</source>
            <translation>Keine Einstellung hat diese Wörter</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>Save the settings</source>
            <translation>Die Einstellungen sichern</translation>
        </message>
        <message>
            <source>Settings (*.json)</source>
            <translation>Einstellungen (*.json)</translation>
        </message>
        <message>
            <source>Settings saved</source>
            <translation>Einstellungen gesichert</translation>
        </message>
        <message>
            <source>Cannot write %1: %2</source>
            <translation>%1 kann nicht geschrieben werden: %2</translation>
        </message>
        <message>
            <source>Settings (*.json);;All files (*)</source>
            <translation>Einstellungen (*.json);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Cannot read %1: %2</source>
            <translation>%1 kann nicht gelesen werden: %2</translation>
        </message>
        <message>
            <source>Settings taken</source>
            <translation>Einstellungen übernommen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Race</name>
        <message>
            <source>The comparison cannot start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine is not open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No comparison has finished yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::RaceLanes</name>
        <message>
            <source>waiting for its turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no run yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warm-up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>Race</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::ReviewSheet</name>
        <message>
            <source>and %1 more</source>
            <translation>und %1 weitere</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>Befehlszeile</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>Die Befehlszeile kopieren</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>Schließen, ohne etwas zu tun (Esc)</translation>
        </message>
        <message>
            <source>Do it</source>
            <translation>Tun</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RunDialog</name>
        <message>
            <source>Run an image</source>
            <translation>Ein Abbild starten</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>An image of this computer</source>
            <translation>Ein Abbild dieses Rechners</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>Run as a container</source>
            <translation>Als Container starten</translation>
        </message>
        <message>
            <source>Virtual machine</source>
            <translation>Virtuelle Maschine</translation>
        </message>
        <message>
            <source>Run as a virtual machine</source>
            <translation>Als virtuelle Maschine starten</translation>
        </message>
        <message>
            <source>Virtual machine (%1)</source>
            <translation>Virtuelle Maschine (%1)</translation>
        </message>
        <message>
            <source>As</source>
            <translation>Als</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>made up when empty</source>
            <translation>wird erfunden, wenn leer</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>host:inner, for example 8080:80</source>
            <translation>Rechner:innen, zum Beispiel 8080:80</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>the image's own when empty</source>
            <translation>der des Abbilds, wenn leer</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Choose an image and at least one hull</source>
            <translation>Ein Abbild und mindestens einen Rumpf wählen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Session</name>
        <message>
            <source>start</source>
            <translation>starten</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>anhalten</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>entfernen</translation>
        </message>
        <message>
            <source>started</source>
            <translation>gestartet</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>entfernt</translation>
        </message>
        <message>
            <source>The engine could not be opened</source>
            <translation>Die Maschine konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <source>Cannot list the workloads</source>
            <translation>Die Arbeitslasten können nicht aufgelistet werden</translation>
        </message>
        <message>
            <source>Cannot list the images</source>
            <translation>Die Abbilder können nicht aufgelistet werden</translation>
        </message>
        <message>
            <source>Cannot %1 %2</source>
            <translation>Nicht möglich: %1 %2</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Cannot run %1</source>
            <translation>%1 kann nicht gestartet werden</translation>
        </message>
        <message>
            <source>%1 is running</source>
            <translation>%1 läuft</translation>
        </message>
        <message>
            <source>Starting %1…</source>
            <translation>%1 wird gestartet…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SettingsPage</name>
        <message>
            <source>The settings were not taken over</source>
            <translation>Die Einstellungen wurden nicht übernommen</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>Dieser Rechner</translation>
        </message>
        <message>
            <source>What this computer can do</source>
            <translation>Was dieser Rechner kann</translation>
        </message>
        <message>
            <source>Look, this computer, and about Catamaran</source>
            <translation>Aussehen, dieser Rechner und über Catamaran</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>About Catamaran</source>
            <translation>Über Catamaran</translation>
        </message>
        <message>
            <source>Containers and light VMs side by side. Free software under the GNU General Public License, version 3 or later. Icons by Lucide (ISC), typefaces Inter and JetBrains Mono (OFL).</source>
            <translation>Container und leichte VMs nebeneinander. Freie Software unter der GNU General Public License, Version 3 oder neuer. Symbole von Lucide (ISC), Schriften Inter und JetBrains Mono (OFL).</translation>
        </message>
        <message>
            <source>No daemon, no telemetry: nothing leaves this computer that you did not ask for. The texts of the licences lie in /usr/share/doc/catamaran.</source>
            <translation>Kein Dienst, keine Telemetrie: Nichts verlässt diesen Rechner, um das Sie nicht gebeten haben. Die Texte der Lizenzen liegen in /usr/share/doc/catamaran.</translation>
        </message>
        <message>
            <source>Catamaran</source>
            <translation>Catamaran</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>Kern</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>CPUs</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>VMs run by</source>
            <translation>VMs laufen mit</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>Denn</translation>
        </message>
        <message>
            <source>QEMU</source>
            <translation>QEMU</translation>
        </message>
        <message>
            <source>libvirt</source>
            <translation>libvirt</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>Fehlt</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SidePanel</name>
        <message>
            <source>Volumes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Networks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Configs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>errors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warnings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the place in the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Replicas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>Ports · %1 taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken by %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackList</name>
        <message>
            <source>Stacks</source>
            <translation>Stapel</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackPanel</name>
        <message>
            <source>Restart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stop what is under way; what is done stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same on the command line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>Die Befehlszeile kopieren</translation>
        </message>
        <message>
            <source>Command line copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Graph</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logs</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CPU of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Resources</source>
            <translation>Ressourcen</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare the edited file with what runs (Ctrl+Return)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revert</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back to the file as it is on disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the file (Ctrl+S)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Profiles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch the profile %1 on or off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take variables from the file .env</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of the last start in this window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>created to started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bring the stack up to see it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from the times the containers were created and started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stack</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>working</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not up</source>
            <translation>nicht oben</translation>
        </message>
        <message>
            <source>The file of this stack is not known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edited, not saved. Bring up saves it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up after %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 angehalten</translation>
        </message>
        <message>
            <source>%1 started</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackedChart</name>
        <message>
            <source>together %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>Vor Sekunden</translation>
        </message>
        <message>
            <source>Together</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Stacks</name>
        <message>
            <source>Cannot save %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the rights of the folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot bring %1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot take %1 down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot stop %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot restart %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot open %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot plan %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StacksPage</name>
        <message>
            <source>Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a Compose file or an archive (Ctrl+O)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No stack yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a Compose file, its folder, an archive, an address or YAML text anywhere on this window. You see what it holds before anything is started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stacks</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Open a stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no stack in the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy a Compose file, its path or its address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recent file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recent files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose files: look first, then bring them up</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChart</name>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 median %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1
median %2
half of the runs %3 to %4
all runs %5 to %6</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ms, log scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>25 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>75 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Max</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChartCard</name>
        <message>
            <source>waits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start</source>
            <translation>starten</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation>bis gesund</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>Diagramm: %1</translation>
        </message>
        <message>
            <source>networks and volumes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>┄ waits for what it depends on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Stepper</name>
        <message>
            <source>One replica of %1 less</source>
            <translation>Ein Exemplar von %1 weniger</translation>
        </message>
        <message>
            <source>One replica of %1 more</source>
            <translation>Ein Exemplar von %1 mehr</translation>
        </message>
        <message>
            <source>Replicas of %1</source>
            <translation>Exemplare von %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Tray</name>
        <message>
            <source>Catamaran: %1 running</source>
            <translation>Catamaran: %1 laufen</translation>
        </message>
        <message>
            <source>Open Catamaran</source>
            <translation>Catamaran öffnen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Nothing runs</source>
            <translation>Nichts läuft</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Treemap</name>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Build cache</source>
            <translation>Bau-Zwischenspeicher</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Anderes</translation>
        </message>
        <message>
            <source>What lies on the disk</source>
            <translation>Was auf der Platte liegt</translation>
        </message>
        <message>
            <source>What lies on the disk, by size; hatched is what nothing uses</source>
            <translation>Was auf der Platte liegt, nach Größe; schraffiert ist, was nichts benutzt</translation>
        </message>
        <message>
            <source>%1 %2, %3, not used</source>
            <translation>%1 %2, %3, unbenutzt</translation>
        </message>
        <message>
            <source>%1 · not used</source>
            <translation>%1 · unbenutzt</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::UndoBar</name>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Keep it (Ctrl+Z)</source>
            <translation>Behalten (Strg+Z)</translation>
        </message>
        <message>
            <source>Remove now</source>
            <translation>Jetzt entfernen</translation>
        </message>
        <message>
            <source>Do not wait any longer</source>
            <translation>Nicht länger warten</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::UndoBin</name>
        <message>
            <source>%1 will be removed</source>
            <translation>%1 wird entfernt</translation>
        </message>
        <message>
            <source>%1 things will be removed</source>
            <translation>%1 Dinge werden entfernt</translation>
        </message>
        <message>
            <source>Undo the removal of %1</source>
            <translation>Das Entfernen von %1 zurücknehmen</translation>
        </message>
        <message>
            <source>Undo the removal of %1 things</source>
            <translation>Das Entfernen von %1 Dingen zurücknehmen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadModel</name>
        <message>
            <source>CPU history, now %1</source>
            <translation>CPU-Verlauf, jetzt %1</translation>
        </message>
        <message>
            <source>no CPU figure</source>
            <translation>kein CPU-Wert</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Uptime</source>
            <translation>Laufzeit</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadsPage</name>
        <message>
            <source>Filter workloads</source>
            <translation>Arbeitslasten filtern</translation>
        </message>
        <message>
            <source>Filter by name, image, port or state (Ctrl+F)</source>
            <translation>Nach Name, Abbild, Port oder Zustand filtern (Strg+F)</translation>
        </message>
        <message>
            <source>Run…</source>
            <translation>Starten…</translation>
        </message>
        <message>
            <source>Run an image as a container, a VM or both (Ctrl+N)</source>
            <translation>Ein Abbild als Container, VM oder beides starten (Strg+N)</translation>
        </message>
        <message>
            <source>Nothing runs yet</source>
            <translation>Noch läuft nichts</translation>
        </message>
        <message>
            <source>Run an image as a container or a VM, or compare both side by side. What is started here goes on when this window is closed.</source>
            <translation>Ein Abbild als Container oder VM starten oder beide nebeneinander vergleichen. Was hier gestartet wird, läuft weiter, wenn dieses Fenster geschlossen ist.</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>Die Demo vergleichen</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>Arbeitslasten</translation>
        </message>
        <message>
            <source>All kinds</source>
            <translation>Alle Arten</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>VMs</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>Alle Zustände</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Containers and VMs; Enter opens, the menu key shows what can be done</source>
            <translation>Container und VMs; Eingabe öffnet, die Menütaste zeigt, was sich tun lässt</translation>
        </message>
        <message>
            <source>Containers  %1</source>
            <translation>Container  %1</translation>
        </message>
        <message>
            <source>VMs  %1</source>
            <translation>VMs  %1</translation>
        </message>
        <message>
            <source>Running  %1</source>
            <translation>Laufend  %1</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 laufen</translation>
        </message>
        <message>
            <source>container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>containers</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>virtual machine</source>
            <translation>virtuelle Maschine</translation>
        </message>
        <message>
            <source>virtual machines</source>
            <translation>virtuelle Maschinen</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Show log</source>
            <translation>Protokoll zeigen</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>%1 entfernen?</translation>
        </message>
        <message>
            <source>Remove %1 workloads?</source>
            <translation>%1 Arbeitslasten entfernen?</translation>
        </message>
        <message>
            <source>What runs is killed. Its changes to the file system and its log are lost; the image stays.</source>
            <translation>Was läuft, wird beendet. Seine Änderungen am Dateisystem und sein Protokoll gehen verloren; das Abbild bleibt.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::YamlEditor</name>
        <message>
            <source>Compose file</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::bridge</name>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>nicht oben</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>%1 running, %2 completed</source>
            <translation>%1 laufen, %2 fertig</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 laufen</translation>
        </message>
        <message>
            <source>%1 of %2 running</source>
            <translation>%1 von %2 laufen</translation>
        </message>
        <message>
            <source>Remove the container %1</source>
            <translation>Den Container %1 entfernen</translation>
        </message>
        <message>
            <source>Remove the VM %1</source>
            <translation>Die VM %1 entfernen</translation>
        </message>
        <message>
            <source>Remove the image %1</source>
            <translation>Das Abbild %1 entfernen</translation>
        </message>
        <message>
            <source>Remove the volume %1</source>
            <translation>Den Datenträger %1 entfernen</translation>
        </message>
        <message>
            <source>Remove the network %1</source>
            <translation>Das Netz %1 entfernen</translation>
        </message>
        <message>
            <source>Pull %1</source>
            <translation>%1 holen</translation>
        </message>
        <message>
            <source>Build %1</source>
            <translation>%1 bauen</translation>
        </message>
        <message>
            <source>Load images of %1</source>
            <translation>Abbilder aus %1 laden</translation>
        </message>
        <message>
            <source>Import %1</source>
            <translation>%1 einlesen</translation>
        </message>
        <message>
            <source>Copy into %1</source>
            <translation>In %1 kopieren</translation>
        </message>
        <message>
            <source>Make the VM %1</source>
            <translation>Die VM %1 anlegen</translation>
        </message>
        <message>
            <source>Remove stopped containers</source>
            <translation>Angehaltene Container entfernen</translation>
        </message>
        <message>
            <source>Remove images without a name</source>
            <translation>Abbilder ohne Namen entfernen</translation>
        </message>
        <message>
            <source>Remove the build cache</source>
            <translation>Den Bau-Zwischenspeicher entfernen</translation>
        </message>
        <message>
            <source>Remove volumes that nothing uses</source>
            <translation>Datenträger entfernen, die nichts benutzt</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>Daraus lässt sich nichts machen</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>%1 als Stapel öffnen</translation>
        </message>
        <message>
            <source>You will see its services, ports and volumes. Nothing is started yet.</source>
            <translation>Dienste, Ports und Datenträger werden gezeigt. Noch wird nichts gestartet.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Build an image of %1</source>
            <translation>Ein Abbild aus %1 bauen</translation>
        </message>
        <message>
            <source>The instructions of the Dockerfile are carried out step by step; RUN steps run in containers.</source>
            <translation>Die Anweisungen des Dockerfiles werden Schritt für Schritt ausgeführt; RUN-Schritte laufen in Containern.</translation>
        </message>
        <message>
            <source>Made from %1</source>
            <translation>Auf der Grundlage von %1</translation>
        </message>
        <message>
            <source>About %1 instructions</source>
            <translation>Etwa %1 Anweisungen</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Name des Abbilds</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>Bauen</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Laden</translation>
        </message>
        <message>
            <source>Make a VM from %1</source>
            <translation>Eine VM aus %1 machen</translation>
        </message>
        <message>
            <source>A full VM with an empty disk of 16 GiB starts from this installer.</source>
            <translation>Eine volle VM mit leerer Platte von 16 GiB startet von diesem Installationsmedium.</translation>
        </message>
        <message>
            <source>A full VM gets a disk of its own on top of this one, which is not changed.</source>
            <translation>Eine volle VM bekommt eine eigene Platte über dieser, die unverändert bleibt.</translation>
        </message>
        <message>
            <source>%1 on the disk</source>
            <translation>%1 auf der Platte</translation>
        </message>
        <message>
            <source>Name of the VM</source>
            <translation>Name der VM</translation>
        </message>
        <message>
            <source>Make the VM</source>
            <translation>Die VM anlegen</translation>
        </message>
        <message>
            <source>An archive of images, as “save” writes it. Its images come into the store; nothing is started.</source>
            <translation>Ein Archiv von Abbildern, wie „save“ es schreibt. Seine Abbilder kommen in den Bestand; gestartet wird nichts.</translation>
        </message>
        <message>
            <source>An appliance (OVA)</source>
            <translation>Eine Appliance (OVA)</translation>
        </message>
        <message>
            <source>Import %1 as an image</source>
            <translation>%1 als Abbild einlesen</translation>
        </message>
        <message>
            <source>The archive holds a root file system. It becomes an image of one layer.</source>
            <translation>Das Archiv enthält ein Wurzeldateisystem. Daraus wird ein Abbild mit einer Schicht.</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Einlesen</translation>
        </message>
        <message>
            <source>%1 cannot be read as an archive</source>
            <translation>%1 kann nicht als Archiv gelesen werden</translation>
        </message>
        <message>
            <source>The archive holds neither images nor a root file system, a Compose file or a Dockerfile. It begins with: %1</source>
            <translation>Das Archiv enthält weder Abbilder noch ein Wurzeldateisystem, eine Compose-Datei oder ein Dockerfile. Es beginnt mit: %1</translation>
        </message>
        <message>
            <source>Variables of %1</source>
            <translation>Variablen von %1</translation>
        </message>
        <message>
            <source>A file of variables is used by a stack beside it, or given to a container. The values are not shown.</source>
            <translation>Eine Datei mit Variablen gehört zu einem Stapel daneben oder wird einem Container gegeben. Die Werte werden nicht gezeigt.</translation>
        </message>
        <message>
            <source>Line %1 is no variable</source>
            <translation>Zeile %1 ist keine Variable</translation>
        </message>
        <message>
            <source>%1 variables: %2</source>
            <translation>%1 Variablen: %2</translation>
        </message>
        <message>
            <source>There is a Compose file beside it, which reads a file named “.env” by itself</source>
            <translation>Daneben liegt eine Compose-Datei, die eine Datei namens „.env“ von selbst liest</translation>
        </message>
        <message>
            <source>Open the stack</source>
            <translation>Den Stapel öffnen</translation>
        </message>
        <message>
            <source>Kubernetes manifests</source>
            <translation>Kubernetes-Manifeste</translation>
        </message>
        <message>
            <source>These objects were found:</source>
            <translation>Diese Objekte wurden gefunden:</translation>
        </message>
        <message>
            <source>%1 has a meaning in a cluster only</source>
            <translation>%1 hat nur in einem Cluster eine Bedeutung</translation>
        </message>
        <message>
            <source>This version does not run Kubernetes manifests; write them as a Compose file</source>
            <translation>Diese Version führt keine Kubernetes-Manifeste aus; als Compose-Datei schreiben</translation>
        </message>
        <message>
            <source>User-data for a VM</source>
            <translation>User-Data für eine VM</translation>
        </message>
        <message>
            <source>cloud-init reads it at a VM's first boot. It needs a disk image with cloud-init.</source>
            <translation>cloud-init liest sie beim ersten Start einer VM. Es braucht ein Plattenabbild mit cloud-init.</translation>
        </message>
        <message>
            <source>It is valid</source>
            <translation>Sie ist gültig</translation>
        </message>
        <message>
            <source>A VM's definition for libvirt</source>
            <translation>Die Beschreibung einer VM für libvirt</translation>
        </message>
        <message>
            <source>A domain that libvirt runs appears here among the VMs by itself.</source>
            <translation>Eine Domäne, die libvirt ausführt, erscheint hier von selbst unter den VMs.</translation>
        </message>
        <message>
            <source>Runs with %1</source>
            <translation>Läuft mit %1</translation>
        </message>
        <message>
            <source>Name: %1</source>
            <translation>Name: %1</translation>
        </message>
        <message>
            <source>Disk: %1</source>
            <translation>Platte: %1</translation>
        </message>
        <message>
            <source>The disk %1 is not on this computer</source>
            <translation>Die Platte %1 ist nicht auf diesem Rechner</translation>
        </message>
        <message>
            <source>The folder is an OCI image layout. Its images come into the store.</source>
            <translation>Der Ordner ist ein OCI-Abbildbestand. Seine Abbilder kommen in den Bestand.</translation>
        </message>
        <message>
            <source>The folder holds no Compose file, Dockerfile or image layout</source>
            <translation>Der Ordner enthält keine Compose-Datei, kein Dockerfile und keinen Abbildbestand</translation>
        </message>
        <message>
            <source>%1 is empty</source>
            <translation>%1 ist leer</translation>
        </message>
        <message>
            <source>%1 cannot be read</source>
            <translation>%1 kann nicht gelesen werden</translation>
        </message>
        <message>
            <source>A qcow2 disk image</source>
            <translation>Ein qcow2-Plattenabbild</translation>
        </message>
        <message>
            <source>A VMDK disk image</source>
            <translation>Ein VMDK-Plattenabbild</translation>
        </message>
        <message>
            <source>A VHD disk image</source>
            <translation>Ein VHD-Plattenabbild</translation>
        </message>
        <message>
            <source>A VDI disk image</source>
            <translation>Ein VDI-Plattenabbild</translation>
        </message>
        <message>
            <source>A disc image (ISO 9660)</source>
            <translation>Ein Datenträgerabbild (ISO 9660)</translation>
        </message>
        <message>
            <source>A raw disk image</source>
            <translation>Ein rohes Plattenabbild</translation>
        </message>
        <message>
            <source>%1 is neither an archive nor a disk image that is known here</source>
            <translation>%1 ist weder ein Archiv noch ein Plattenabbild, das hier bekannt ist</translation>
        </message>
        <message>
            <source>%1 is XML, but no domain of libvirt</source>
            <translation>%1 ist XML, aber keine Domäne von libvirt</translation>
        </message>
        <message>
            <source>%1 is text, but no Compose file, Dockerfile, manifest, user-data or libvirt XML</source>
            <translation>%1 ist Text, aber weder Compose-Datei, Dockerfile, Manifest, User-Data noch libvirt-XML</translation>
        </message>
        <message>
            <source>%1 files</source>
            <translation>%1 Dateien</translation>
        </message>
        <message>
            <source>Files of the same name are replaced.</source>
            <translation>Dateien gleichen Namens werden ersetzt.</translation>
        </message>
        <message>
            <source>The VM %1 does not run</source>
            <translation>Die VM %1 läuft nicht</translation>
        </message>
        <message>
            <source>Files reach a VM over SSH, from a terminal. Copy the line.</source>
            <translation>Dateien gelangen über SSH in eine VM, aus einem Terminal. Die Zeile kopieren.</translation>
        </message>
        <message>
            <source>Folder inside</source>
            <translation>Ordner darin</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Look at the text</source>
            <translation>Den Text ansehen</translation>
        </message>
        <message>
            <source>Look at %1</source>
            <translation>%1 ansehen</translation>
        </message>
        <message>
            <source>There is nothing in it</source>
            <translation>Es ist nichts darin</translation>
        </message>
        <message>
            <source>%1 is not there</source>
            <translation>%1 ist nicht da</translation>
        </message>
        <message>
            <source>The same for Catamaran</source>
            <translation>Dasselbe für Catamaran</translation>
        </message>
        <message>
            <source>Catamaran takes the same words. Copy the line into a terminal.</source>
            <translation>Catamaran versteht dieselben Worte. Die Zeile in ein Terminal kopieren.</translation>
        </message>
        <message>
            <source>This is no valid address</source>
            <translation>Das ist keine gültige Adresse</translation>
        </message>
        <message>
            <source>The page is that of an image. It is fetched, not started.</source>
            <translation>Die Seite gehört zu einem Abbild. Es wird geholt, nicht gestartet.</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>Holen</translation>
        </message>
        <message>
            <source>The repository is fetched with git, and its Dockerfile is built.</source>
            <translation>Das Repository wird mit git geholt und sein Dockerfile gebaut.</translation>
        </message>
        <message>
            <source>A disk image in the web</source>
            <translation>Ein Plattenabbild im Netz</translation>
        </message>
        <message>
            <source>Fetch it first; then drop the file here to make a VM.</source>
            <translation>Zuerst holen; dann die Datei hier loslassen, um eine VM zu machen.</translation>
        </message>
        <message>
            <source>The text is the name of an image. It is fetched, not started.</source>
            <translation>Der Text ist der Name eines Abbilds. Es wird geholt, nicht gestartet.</translation>
        </message>
        <message>
            <source>The text is no Compose file, address or name of an image</source>
            <translation>Der Text ist weder Compose-Datei, Adresse noch Name eines Abbilds</translation>
        </message>
        <message>
            <source>already here</source>
            <translation>schon da</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>again: %1</source>
            <translation>nochmals: %1</translation>
        </message>
        <message>
            <source>unpacking</source>
            <translation>wird ausgepackt</translation>
        </message>
        <message>
            <source>%1 images without a name are gone</source>
            <translation>%1 Abbilder ohne Namen sind weg</translation>
        </message>
        <message>
            <source>%1 are free again</source>
            <translation>%1 sind wieder frei</translation>
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation>Die VM %1 ist angelegt</translation>
        </message>
        <message>
            <source>%1 copied into %2</source>
            <translation>%1 nach %2 kopiert</translation>
        </message>
        <message>
            <source>%1 removed</source>
            <translation>%1 entfernt</translation>
        </message>
        <message>
            <source>%1, not used</source>
            <translation>%1, unbenutzt</translation>
        </message>
        <message>
            <source>%1, used by %2</source>
            <translation>%1, benutzt von %2</translation>
        </message>
        <message>
            <source>%1 is up to date</source>
            <translation>%1 ist aktuell</translation>
        </message>
        <message>
            <source>%1 is here</source>
            <translation>%1 ist da</translation>
        </message>
        <message>
            <source>Built %1</source>
            <translation>%1 gebaut</translation>
        </message>
        <message>
            <source>Loaded %1</source>
            <translation>%1 geladen</translation>
        </message>
        <message>
            <source>Imported %1</source>
            <translation>%1 eingelesen</translation>
        </message>
        <message>
            <source>layers that images share</source>
            <translation>Schichten, die Abbilder teilen</translation>
        </message>
        <message>
            <source>build cache</source>
            <translation>Bau-Zwischenspeicher</translation>
        </message>
        <message>
            <source>disks of VMs and books</source>
            <translation>Platten der VMs und Bücher</translation>
        </message>
        <message>
            <source>waits for what it needs</source>
            <translation>wartet auf das Nötige</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation>bis gesund</translation>
        </message>
        <message>
            <source>network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>no service of the file</source>
            <translation>kein Dienst der Datei</translation>
        </message>
        <message>
            <source>its data is lost</source>
            <translation>seine Daten gehen verloren</translation>
        </message>
        <message>
            <source>its data stays</source>
            <translation>seine Daten bleiben</translation>
        </message>
        <message>
            <source>This link cannot be followed</source>
            <translation>Diesem Link kann nicht gefolgt werden</translation>
        </message>
        <message>
            <source>“%1” is no name of a workload</source>
            <translation>„%1“ ist kein Name einer Arbeitslast</translation>
        </message>
        <message>
            <source>“%1” are no ports; they look like 8080:80</source>
            <translation>„%1“ sind keine Ports; sie sehen aus wie 8080:80</translation>
        </message>
        <message>
            <source>“%1” is no hull: container, vm or both</source>
            <translation>„%1“ ist kein Rumpf: container, vm oder both</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>%1 starten</translation>
        </message>
        <message>
            <source>A link asks to run this image. Its program gets what every workload of yours gets.</source>
            <translation>Ein Link möchte dieses Abbild starten. Sein Programm bekommt, was jede Ihrer Arbeitslasten bekommt.</translation>
        </message>
        <message>
            <source>Opens ports of this computer: %1</source>
            <translation>Öffnet Ports dieses Rechners: %1</translation>
        </message>
        <message>
            <source>Run only what you trust: the link may come from anywhere</source>
            <translation>Nur starten, was Sie kennen: Der Link kann von überall kommen</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>It is too long</source>
            <translation>Er ist zu lang</translation>
        </message>
        <message>
            <source>It is no catamaran:// link</source>
            <translation>Das ist kein catamaran://-Link</translation>
        </message>
        <message>
            <source>It has parts that no link of ours has</source>
            <translation>Er hat Teile, die keiner unserer Links hat</translation>
        </message>
        <message>
            <source>“%1” is nothing that a link can ask for</source>
            <translation>„%1“ ist nichts, worum ein Link bitten kann</translation>
        </message>
        <message>
            <source>“%1” is not known in a link to %2</source>
            <translation>„%1“ ist in einem Link zu %2 nicht bekannt</translation>
        </message>
        <message>
            <source>It names no image</source>
            <translation>Er nennt kein Abbild</translation>
        </message>
        <message>
            <source>“%1” is no name of an image</source>
            <translation>„%1“ ist kein Name eines Abbilds</translation>
        </message>
        <message>
            <source>A link asks to fetch this image from its registry. It is not started.</source>
            <translation>Ein Link möchte dieses Abbild aus seiner Registry holen. Es wird nicht gestartet.</translation>
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation>%1 als Container und VM vergleichen</translation>
        </message>
        <message>
            <source>A link leads to the comparison with this image chosen. It is not started.</source>
            <translation>Ein Link führt zum Vergleich mit diesem Abbild. Er wird nicht gestartet.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Only https addresses can be opened by a link</source>
            <translation>Nur https-Adressen können durch einen Link geöffnet werden</translation>
        </message>
        <message>
            <source>Open a stack from %1</source>
            <translation>Einen Stapel von %1 öffnen</translation>
        </message>
        <message>
            <source>A link asks to fetch a Compose file. You will see its services before anything starts.</source>
            <translation>Ein Link möchte eine Compose-Datei holen. Ihre Dienste werden gezeigt, bevor etwas startet.</translation>
        </message>
        <message>
            <source>Fetch and show</source>
            <translation>Holen und zeigen</translation>
        </message>
        <message>
            <source>It names no page</source>
            <translation>Er nennt keine Seite</translation>
        </message>
        <message>
            <source>Show the page %1</source>
            <translation>Die Seite %1 zeigen</translation>
        </message>
        <message>
            <source>A link leads to a page of this window.</source>
            <translation>Ein Link führt zu einer Seite dieses Fensters.</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 und %2 weitere</translation>
        </message>
        <message>
            <source>the folder %1</source>
            <translation>der Ordner %1</translation>
        </message>
        <message>
            <source>the archive %1</source>
            <translation>das Archiv %1</translation>
        </message>
        <message>
            <source>the text</source>
            <translation>der Text</translation>
        </message>
        <message>
            <source>Several things at once: drop one folder, one archive, or only YAML files</source>
            <translation>Mehreres auf einmal: einen Ordner, ein Archiv oder nur YAML-Dateien loslassen</translation>
        </message>
        <message>
            <source>There is no compose.yaml in the folder %1</source>
            <translation>Im Ordner %1 gibt es keine compose.yaml</translation>
        </message>
        <message>
            <source>%1 is no Compose file, folder or archive</source>
            <translation>%1 ist weder Compose-Datei, Ordner noch Archiv</translation>
        </message>
        <message>
            <source>The text is no Compose file: it has no services</source>
            <translation>Der Text ist keine Compose-Datei: Er hat keine Dienste</translation>
        </message>
        <message>
            <source>pasted text</source>
            <translation>eingefügter Text</translation>
        </message>
        <message>
            <source>anonymous volume</source>
            <translation>namenloser Datenträger</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>nur lesbar</translation>
        </message>
        <message>
            <source>%1 CPU</source>
            <translation>%1 CPU</translation>
        </message>
        <message>
            <source>external</source>
            <translation>extern</translation>
        </message>
        <message>
            <source>internal</source>
            <translation>intern</translation>
        </message>
        <message>
            <source>service %1 of this stack</source>
            <translation>Dienst %1 dieses Stapels</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>VM %1</translation>
        </message>
        <message>
            <source>container %1</source>
            <translation>Container %1</translation>
        </message>
        <message>
            <source>another program of this computer</source>
            <translation>ein anderes Programm dieses Rechners</translation>
        </message>
        <message>
            <source>not created</source>
            <translation>nicht angelegt</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>starting</source>
            <translation>startet</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>healthy</source>
            <translation>gesund</translation>
        </message>
        <message>
            <source>unhealthy</source>
            <translation>nicht gesund</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>pausiert</translation>
        </message>
        <message>
            <source>completed</source>
            <translation>fertig</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui</name>
        <message>
            <source>record, file system and network are made</source>
            <translation>Eintrag, Dateisystem und Netz werden angelegt</translation>
        </message>
        <message>
            <source>disk and domain are made</source>
            <translation>Platte und Domäne werden angelegt</translation>
        </message>
        <message>
            <source>the process runs</source>
            <translation>der Prozess läuft</translation>
        </message>
        <message>
            <source>the guest's kernel has booted</source>
            <translation>der Kern des Gastes ist gestartet</translation>
        </message>
        <message>
            <source>the guest's init has mounted everything</source>
            <translation>das Init des Gastes hat alles eingehängt</translation>
        </message>
        <message>
            <source>the image's program runs</source>
            <translation>das Programm des Abbilds läuft</translation>
        </message>
        <message>
            <source>the port is open</source>
            <translation>der Port ist offen</translation>
        </message>
        <message>
            <source>the first HTTP 200 arrived</source>
            <translation>das erste HTTP 200 ist da</translation>
        </message>
        <message>
            <source>shares the host's kernel</source>
            <translation>teilt den Kern des Rechners</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Überblick</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>Arbeitslasten</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Abbilder</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>Ressourcen</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>Doktor</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 d %2 h</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Doctor</name>
        <message>
            <source>The engine opens its state directory</source>
            <translation>Die Maschine öffnet ihr Zustandsverzeichnis</translation>
        </message>
        <message>
            <source>Needed, and missing</source>
            <translation>Nötig und fehlt</translation>
        </message>
        <message>
            <source>Could be better</source>
            <translation>Könnte besser sein</translation>
        </message>
        <message>
            <source>In order</source>
            <translation>In Ordnung</translation>
        </message>
        <message>
            <source>One thing that is needed is missing</source>
            <translation>Eines, das nötig ist, fehlt</translation>
        </message>
        <message>
            <source>%1 things that are needed are missing</source>
            <translation>%1 Dinge, die nötig sind, fehlen</translation>
        </message>
        <message>
            <source>Put it right and check again. What still works can be used meanwhile.</source>
            <translation>Beheben und nochmals prüfen. Was noch geht, kann inzwischen benutzt werden.</translation>
        </message>
        <message>
            <source>All that is needed is there</source>
            <translation>Alles Nötige ist da</translation>
        </message>
        <message>
            <source>One thing could be better; nothing has to be done.</source>
            <translation>Eines könnte besser sein; es muss nichts getan werden.</translation>
        </message>
        <message>
            <source>%1 things could be better; nothing has to be done.</source>
            <translation>%1 Dinge könnten besser sein; es muss nichts getan werden.</translation>
        </message>
        <message>
            <source>This computer is in order</source>
            <translation>Dieser Rechner ist in Ordnung</translation>
        </message>
        <message>
            <source>Containers and VMs find all they need.</source>
            <translation>Container und VMs finden alles, was sie brauchen.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Palette</name>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>Einstellung</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation>%1 anhalten</translation>
        </message>
        <message>
            <source>Start %1</source>
            <translation>%1 starten</translation>
        </message>
        <message>
            <source>Logs of %1</source>
            <translation>Protokoll von %1</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>%1 entfernen</translation>
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation>%1 als Container und VM vergleichen</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>%1 starten</translation>
        </message>
        <message>
            <source>stack compose</source>
            <translation>Stapel compose</translation>
        </message>
        <message>
            <source>image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>network</source>
            <translation>Netz</translation>
        </message>
    </context>
</TS>
