<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
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
            <source>Copied into %1</source>
            <translation>In %1 kopiert</translation>
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
            <source>Cannot scan %1</source>
            <translation>%1 kann nicht geprüft werden</translation>
        </message>
        <message>
            <source>%1: not done</source>
            <translation>%1: nicht getan</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Lab</name>
        <message>
            <source>The experiment cannot start</source>
            <translation>Das Experiment kann nicht beginnen</translation>
        </message>
        <message>
            <source>The engine is not open</source>
            <translation>Die Maschine ist nicht offen</translation>
        </message>
        <message>
            <source> (%1 of %2)</source>
            <translation> (%1 von %2)</translation>
        </message>
        <message>
            <source>The experiment stopped</source>
            <translation>Das Experiment wurde abgebrochen</translation>
        </message>
        <message>
            <source>Cannot forget the experiment</source>
            <translation>Das Experiment kann nicht vergessen werden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Race</name>
        <message>
            <source>The comparison cannot start</source>
            <translation>Der Vergleich kann nicht beginnen</translation>
        </message>
        <message>
            <source>The engine is not open</source>
            <translation>Die Maschine ist nicht offen</translation>
        </message>
        <message>
            <source>The comparison stopped</source>
            <translation>Der Vergleich wurde abgebrochen</translation>
        </message>
        <message>
            <source>Nothing to export</source>
            <translation>Nichts zu exportieren</translation>
        </message>
        <message>
            <source>No comparison has finished yet</source>
            <translation>Noch ist kein Vergleich fertig</translation>
        </message>
        <message>
            <source>Press Run</source>
            <translation>Starten drücken</translation>
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation>%1 kann nicht geschrieben werden</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>Einen anderen Ordner wählen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::RoomCommand</name>
        <message>
            <source>Volume %1 is there</source>
            <translation>Datenträger %1 ist da</translation>
        </message>
        <message>
            <source>Volume %1 removed</source>
            <translation>Datenträger %1 entfernt</translation>
        </message>
        <message>
            <source>Unused volumes removed</source>
            <translation>Unbenutzte Datenträger entfernt</translation>
        </message>
        <message>
            <source>Volume %1 cloned to %2</source>
            <translation>Datenträger %1 nach %2 kopiert</translation>
        </message>
        <message>
            <source>Volume %1 saved to %2</source>
            <translation>Datenträger %1 in %2 gesichert</translation>
        </message>
        <message>
            <source>Volume %1 restored</source>
            <translation>Datenträger %1 wiederhergestellt</translation>
        </message>
        <message>
            <source>Network %1 is there</source>
            <translation>Netzwerk %1 ist da</translation>
        </message>
        <message>
            <source>Network %1 removed</source>
            <translation>Netzwerk %1 entfernt</translation>
        </message>
        <message>
            <source>%1 is on network %2</source>
            <translation>%1 ist im Netzwerk %2</translation>
        </message>
        <message>
            <source>%1 is off network %2</source>
            <translation>%1 ist nicht mehr im Netzwerk %2</translation>
        </message>
        <message>
            <source>Snapshot %1 of %2 taken</source>
            <translation>Schnappschuss %1 von %2 gemacht</translation>
        </message>
        <message>
            <source>%1 is back at snapshot %2</source>
            <translation>%1 ist zurück bei Schnappschuss %2</translation>
        </message>
        <message>
            <source>Snapshot %1 of %2 removed</source>
            <translation>Schnappschuss %1 von %2 entfernt</translation>
        </message>
        <message>
            <source>Copied %1 to %2</source>
            <translation>%1 nach %2 kopiert</translation>
        </message>
        <message>
            <source>Cannot create volume %1</source>
            <translation>Datenträger %1 kann nicht angelegt werden</translation>
        </message>
        <message>
            <source>Cannot remove volume %1</source>
            <translation>Datenträger %1 kann nicht entfernt werden</translation>
        </message>
        <message>
            <source>Cannot remove the unused volumes</source>
            <translation>Die unbenutzten Datenträger können nicht entfernt werden</translation>
        </message>
        <message>
            <source>Cannot clone volume %1</source>
            <translation>Datenträger %1 kann nicht kopiert werden</translation>
        </message>
        <message>
            <source>Cannot save volume %1</source>
            <translation>Datenträger %1 kann nicht gesichert werden</translation>
        </message>
        <message>
            <source>Cannot restore volume %1</source>
            <translation>Datenträger %1 kann nicht wiederhergestellt werden</translation>
        </message>
        <message>
            <source>Cannot create network %1</source>
            <translation>Netzwerk %1 kann nicht angelegt werden</translation>
        </message>
        <message>
            <source>Cannot remove network %1</source>
            <translation>Netzwerk %1 kann nicht entfernt werden</translation>
        </message>
        <message>
            <source>Cannot connect %1 to network %2</source>
            <translation>%1 kann nicht mit dem Netzwerk %2 verbunden werden</translation>
        </message>
        <message>
            <source>Cannot take %1 off network %2</source>
            <translation>%1 kann nicht vom Netzwerk %2 getrennt werden</translation>
        </message>
        <message>
            <source>Cannot take a snapshot of %1</source>
            <translation>Von %1 kann kein Schnappschuss gemacht werden</translation>
        </message>
        <message>
            <source>Cannot bring %1 back to snapshot %2</source>
            <translation>%1 kann nicht zum Schnappschuss %2 zurückgebracht werden</translation>
        </message>
        <message>
            <source>Cannot remove snapshot %1</source>
            <translation>Schnappschuss %1 kann nicht entfernt werden</translation>
        </message>
        <message>
            <source>Cannot copy %1</source>
            <translation>%1 kann nicht kopiert werden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Rooms</name>
        <message>
            <source>Cannot list the volumes</source>
            <translation>Die Datenträger können nicht aufgelistet werden</translation>
        </message>
        <message>
            <source>Cannot list the networks</source>
            <translation>Die Netzwerke können nicht aufgelistet werden</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>In %1 kann nicht hineingesehen werden</translation>
        </message>
        <message>
            <source>Cannot read %1</source>
            <translation>%1 kann nicht gelesen werden</translation>
        </message>
        <message>
            <source>Cannot save %1</source>
            <translation>%1 kann nicht gesichert werden</translation>
        </message>
        <message>
            <source>Cannot list the snapshots</source>
            <translation>Die Schnappschüsse können nicht aufgelistet werden</translation>
        </message>
        <message>
            <source>Cannot inspect it</source>
            <translation>Es kann nicht untersucht werden</translation>
        </message>
        <message>
            <source>Cannot open the screen</source>
            <translation>Der Bildschirm lässt sich nicht öffnen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Scan</name>
        <message>
            <source>Reading its packages</source>
            <translation>Die Pakete werden gelesen</translation>
        </message>
        <message>
            <source>Asking for advisories</source>
            <translation>Sicherheitsmeldungen werden geholt</translation>
        </message>
        <message>
            <source>Comparing packages with advisories</source>
            <translation>Pakete werden mit Sicherheitsmeldungen verglichen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Stacks</name>
        <message>
            <source>Cannot save %1</source>
            <translation>%1 kann nicht gesichert werden</translation>
        </message>
        <message>
            <source>Check the rights of the folder</source>
            <translation>Die Rechte des Ordners prüfen</translation>
        </message>
        <message>
            <source>Cannot bring %1 up</source>
            <translation>%1 kann nicht hochgefahren werden</translation>
        </message>
        <message>
            <source>Cannot take %1 down</source>
            <translation>%1 kann nicht abgebaut werden</translation>
        </message>
        <message>
            <source>Cannot stop %1</source>
            <translation>%1 kann nicht angehalten werden</translation>
        </message>
        <message>
            <source>Cannot start %1</source>
            <translation>%1 kann nicht gestartet werden</translation>
        </message>
        <message>
            <source>Cannot restart %1</source>
            <translation>%1 kann nicht neu gestartet werden</translation>
        </message>
        <message>
            <source>Cannot open %1</source>
            <translation>%1 kann nicht geöffnet werden</translation>
        </message>
        <message>
            <source>Cannot plan %1</source>
            <translation>%1 kann nicht geplant werden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Tool</name>
        <message>
            <source>%1 is called %2 now</source>
            <translation>%1 heißt jetzt %2</translation>
        </message>
        <message>
            <source>%1 has its new limits</source>
            <translation>%1 hat seine neuen Grenzen</translation>
        </message>
        <message>
            <source>Nothing differs from the image</source>
            <translation>Nichts weicht vom Abbild ab</translation>
        </message>
        <message>
            <source>No port is published</source>
            <translation>Kein Port ist veröffentlicht</translation>
        </message>
        <message>
            <source>%1 has the signal %2</source>
            <translation>%1 hat das Signal %2 erhalten</translation>
        </message>
        <message>
            <source>The checkpoint %1 of %2 is kept</source>
            <translation>Der Prüfpunkt %1 von %2 ist abgelegt</translation>
        </message>
        <message>
            <source>%1 goes on from the checkpoint %2</source>
            <translation>%1 läuft vom Prüfpunkt %2 an weiter</translation>
        </message>
        <message>
            <source>No checkpoint was kept</source>
            <translation>Es ist kein Prüfpunkt abgelegt</translation>
        </message>
        <message>
            <source>The checkpoint %1 is gone</source>
            <translation>Der Prüfpunkt %1 ist weg</translation>
        </message>
        <message>
            <source>The image %1 is made</source>
            <translation>Das Abbild %1 ist gemacht</translation>
        </message>
        <message>
            <source>%1 is also called %2</source>
            <translation>%1 heißt auch %2</translation>
        </message>
        <message>
            <source>The container %1 is made</source>
            <translation>Der Container %1 ist angelegt</translation>
        </message>
        <message>
            <source>Pushed %1</source>
            <translation>%1 hochgeladen</translation>
        </message>
        <message>
            <source>They do not differ</source>
            <translation>Sie unterscheiden sich nicht</translation>
        </message>
        <message>
            <source>Loaded %1</source>
            <translation>%1 geladen</translation>
        </message>
        <message>
            <source>Nothing is found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Logged in to %1; the password is kept in %2</source>
            <translation>Bei %1 angemeldet; das Passwort liegt in %2</translation>
        </message>
        <message>
            <source>Logged out of %1</source>
            <translation>Bei %1 abgemeldet</translation>
        </message>
        <message>
            <source>Nobody was logged in to %1</source>
            <translation>Bei %1 war niemand angemeldet</translation>
        </message>
        <message>
            <source>%1 images are gone</source>
            <translation>%1 Abbilder sind weg</translation>
        </message>
        <message>
            <source>Every network is in use</source>
            <translation>Jedes Netz wird benutzt</translation>
        </message>
        <message>
            <source>Removed %1</source>
            <translation>%1 entfernt</translation>
        </message>
        <message>
            <source>Links and firewall rules are as recorded</source>
            <translation>Verbindungen und Firewall-Regeln sind wie verzeichnet</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>In %1 gesichert</translation>
        </message>
        <message>
            <source>%1 has ended with exit code %2</source>
            <translation>%1 ist mit Code %2 beendet</translation>
        </message>
        <message>
            <source>%1 changed now</source>
            <translation>%1 ist sofort geändert</translation>
        </message>
        <message>
            <source>%1 is as it was</source>
            <translation>%1 ist, wie es war</translation>
        </message>
        <message>
            <source>It has not started yet</source>
            <translation>Sie ist noch nicht gestartet</translation>
        </message>
        <message>
            <source>The memory of %1 is on the disk</source>
            <translation>Der Speicher von %1 liegt auf der Platte</translation>
        </message>
        <message>
            <source>The saved memory of %1 is gone</source>
            <translation>Der gesicherte Speicher von %1 ist weg</translation>
        </message>
        <message>
            <source>%1 goes on</source>
            <translation>%1 läuft weiter</translation>
        </message>
        <message>
            <source>%1 no longer starts with this computer</source>
            <translation>%1 startet nicht mehr mit diesem Rechner</translation>
        </message>
        <message>
            <source>%1 starts with this computer</source>
            <translation>%1 startet mit diesem Rechner</translation>
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation>Die VM %1 ist angelegt</translation>
        </message>
        <message>
            <source>%1 has the disk %2</source>
            <translation>%1 hat die Platte %2</translation>
        </message>
        <message>
            <source>The disk %1 of %2 is %3 large</source>
            <translation>Die Platte %1 von %2 ist %3 groß</translation>
        </message>
        <message>
            <source>%1 has the disk %2 no longer</source>
            <translation>%1 hat die Platte %2 nicht mehr</translation>
        </message>
        <message>
            <source>No folder is shared with it</source>
            <translation>Kein Ordner ist mit ihr geteilt</translation>
        </message>
        <message>
            <source>Shared by %1; mount it in the guest by its tag %2</source>
            <translation>Über %1 geteilt; im Gast unter der Marke %2 einhängen</translation>
        </message>
        <message>
            <source>%1 is no longer shared</source>
            <translation>%1 wird nicht mehr geteilt</translation>
        </message>
        <message>
            <source>The VM %1 is made and starts</source>
            <translation>Die VM %1 ist angelegt und startet</translation>
        </message>
        <message>
            <source>VMs of %1 start from a copy now</source>
            <translation>VMs von %1 starten jetzt aus einer Kopie</translation>
        </message>
        <message>
            <source>None is kept ready</source>
            <translation>Keine wird bereitgehalten</translation>
        </message>
        <message>
            <source>No VM is kept ready any more</source>
            <translation>Keine VM wird mehr bereitgehalten</translation>
        </message>
        <message>
            <source>There is none yet; the first light VM brings one</source>
            <translation>Noch ist keiner da; die erste leichte VM bringt einen mit</translation>
        </message>
        <message>
            <source>The kernel %1 is here</source>
            <translation>Der Kernel %1 ist da</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Umbenennen …</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>Neuer Name</translation>
        </message>
        <message>
            <source>Limits…</source>
            <translation>Grenzen …</translation>
        </message>
        <message>
            <source>A field that stays empty leaves its limit as it is. It takes effect at once.</source>
            <translation>Ein leeres Feld lässt seine Grenze, wie sie ist. Es wirkt sofort.</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Memory and swap</source>
            <translation>Speicher und Auslagerung</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>CPUs</translation>
        </message>
        <message>
            <source>On these CPUs</source>
            <translation>Auf diesen CPUs</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>Prozesse</translation>
        </message>
        <message>
            <source>Restart policy</source>
            <translation>Neustart-Regel</translation>
        </message>
        <message>
            <source>Changes to its files</source>
            <translation>Änderungen an den Dateien</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>Send a signal…</source>
            <translation>Signal senden …</translation>
        </message>
        <message>
            <source>To its first process.</source>
            <translation>An den ersten Prozess.</translation>
        </message>
        <message>
            <source>Signal</source>
            <translation>Signal</translation>
        </message>
        <message>
            <source>Tell me when it ends</source>
            <translation>Sagen, wenn es endet</translation>
        </message>
        <message>
            <source>Waits until it ends and tells its exit code.</source>
            <translation>Wartet, bis es endet, und nennt den Code.</translation>
        </message>
        <message>
            <source>Keep a checkpoint…</source>
            <translation>Prüfpunkt ablegen…</translation>
        </message>
        <message>
            <source>What its processes have in memory is kept by CRIU, and they end. It can go on from there later, also after the host was restarted.</source>
            <translation>Was seine Prozesse im Speicher haben, legt CRIU ab, und sie enden. Von da kann er später weiterlaufen, auch nach einem Neustart des Rechners.</translation>
        </message>
        <message>
            <source>Name of the checkpoint</source>
            <translation>Name des Prüfpunkts</translation>
        </message>
        <message>
            <source>Leave it running</source>
            <translation>Weiterlaufen lassen</translation>
        </message>
        <message>
            <source>It goes on at once, too.</source>
            <translation>Er läuft auch gleich weiter.</translation>
        </message>
        <message>
            <source>Go on from a checkpoint…</source>
            <translation>Von einem Prüfpunkt weiterlaufen…</translation>
        </message>
        <message>
            <source>Its processes have the memory again that they had then. Its files are as they are now, and open connections are closed.</source>
            <translation>Seine Prozesse haben wieder den Speicher von damals. Seine Dateien sind, wie sie jetzt sind, und offene Verbindungen sind geschlossen.</translation>
        </message>
        <message>
            <source>Its checkpoints</source>
            <translation>Seine Prüfpunkte</translation>
        </message>
        <message>
            <source>Remove a checkpoint…</source>
            <translation>Prüfpunkt löschen…</translation>
        </message>
        <message>
            <source>Checkpoints</source>
            <translation>Prüfpunkte</translation>
        </message>
        <message>
            <source>Make an image of it…</source>
            <translation>Ein Abbild daraus machen …</translation>
        </message>
        <message>
            <source>Its changed files and its configuration become an image. What is in volumes is not part of it.</source>
            <translation>Die geänderten Dateien und die Einstellungen werden ein Abbild. Was in Datenträgern liegt, gehört nicht dazu.</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Name des Abbilds</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Nachricht</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Autor</translation>
        </message>
        <message>
            <source>Instruction</source>
            <translation>Anweisung</translation>
        </message>
        <message>
            <source>Export its files…</source>
            <translation>Dateien exportieren …</translation>
        </message>
        <message>
            <source>Writes its file system as one tar, without what is mounted in it.</source>
            <translation>Schreibt das Dateisystem als ein tar, ohne das Eingehängte.</translation>
        </message>
        <message>
            <source>To the file</source>
            <translation>In die Datei</translation>
        </message>
        <message>
            <source>Give it a further name…</source>
            <translation>Weiteren Namen geben …</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Make a container, do not start it…</source>
            <translation>Container anlegen, nicht starten …</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>the image's own</source>
            <translation>das des Abbilds</translation>
        </message>
        <message>
            <source>Push…</source>
            <translation>Hochladen …</translation>
        </message>
        <message>
            <source>Sends the image to the registry that its name says.</source>
            <translation>Sendet das Abbild an die Registry, die sein Name nennt.</translation>
        </message>
        <message>
            <source>All tags of this name</source>
            <translation>Alle Marken dieses Namens</translation>
        </message>
        <message>
            <source>Every tag that this computer has of it</source>
            <translation>Jede Marke, die dieser Rechner davon hat</translation>
        </message>
        <message>
            <source>Save as an archive…</source>
            <translation>Als Archiv sichern …</translation>
        </message>
        <message>
            <source>A tar that docker, podman and every reader of OCI layouts takes; digests stay.</source>
            <translation>Ein tar, das docker, podman und jeder Leser von OCI-Layouts nimmt; Prüfsummen bleiben.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Compare with another image…</source>
            <translation>Mit einem anderen Abbild vergleichen …</translation>
        </message>
        <message>
            <source>Configuration, packages and files that differ.</source>
            <translation>Einstellungen, Pakete und Dateien, die sich unterscheiden.</translation>
        </message>
        <message>
            <source>Other image</source>
            <translation>Anderes Abbild</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>Save the list of packages…</source>
            <translation>Paketliste sichern …</translation>
        </message>
        <message>
            <source>A bill of materials.</source>
            <translation>Eine Stückliste.</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Manifest in the registry</source>
            <translation>Manifest in der Registry</translation>
        </message>
        <message>
            <source>Asks the registry for it; nothing is fetched besides.</source>
            <translation>Fragt die Registry danach; sonst wird nichts geholt.</translation>
        </message>
        <message>
            <source>Without checking its certificate</source>
            <translation>Ohne Prüfung des Zertifikats</translation>
        </message>
        <message>
            <source>For a registry of your own</source>
            <translation>Für eine eigene Registry</translation>
        </message>
        <message>
            <source>Keep VMs of it ready…</source>
            <translation>VMs davon bereithalten …</translation>
        </message>
        <message>
            <source>Boots a template once; VMs of this image then start from a copy of its memory.</source>
            <translation>Startet einmal eine Vorlage; VMs dieses Abbilds beginnen dann mit einer Kopie ihres Speichers.</translation>
        </message>
        <message>
            <source>Spare VMs</source>
            <translation>Ersatz-VMs</translation>
        </message>
        <message>
            <source>CPUs, memory, ports…</source>
            <translation>CPUs, Speicher, Ports …</translation>
        </message>
        <message>
            <source>What a running VM cannot change takes effect at its next start.</source>
            <translation>Was eine laufende VM nicht ändern kann, wirkt beim nächsten Start.</translation>
        </message>
        <message>
            <source>Publish a port</source>
            <translation>Port veröffentlichen</translation>
        </message>
        <message>
            <source>No longer publish</source>
            <translation>Nicht mehr veröffentlichen</translation>
        </message>
        <message>
            <source>Steps of its first boot</source>
            <translation>Schritte des ersten Starts</translation>
        </message>
        <message>
            <source>Waits until it stops and tells its exit code.</source>
            <translation>Wartet, bis sie hält, und nennt den Code.</translation>
        </message>
        <message>
            <source>Save its memory and switch it off</source>
            <translation>Speicher sichern und ausschalten</translation>
        </message>
        <message>
            <source>The next start goes on where it was.</source>
            <translation>Der nächste Start macht dort weiter.</translation>
        </message>
        <message>
            <source>Go on from its saved memory…</source>
            <translation>Aus gesichertem Speicher weiter …</translation>
        </message>
        <message>
            <source>Forget the saved memory instead</source>
            <translation>Stattdessen den gesicherten Speicher vergessen</translation>
        </message>
        <message>
            <source>The next start boots it</source>
            <translation>Der nächste Start bootet sie</translation>
        </message>
        <message>
            <source>Start with this computer…</source>
            <translation>Mit diesem Rechner starten …</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>Nicht mehr</translation>
        </message>
        <message>
            <source>It starts only when somebody starts it</source>
            <translation>Sie startet nur, wenn jemand sie startet</translation>
        </message>
        <message>
            <source>Clone…</source>
            <translation>Kopieren…</translation>
        </message>
        <message>
            <source>Copy-on-write disks and an identity of its own.</source>
            <translation>Platten mit Kopie beim Schreiben und eine eigene Identität.</translation>
        </message>
        <message>
            <source>Name of the clone</source>
            <translation>Name des Klons</translation>
        </message>
        <message>
            <source>Export its disk…</source>
            <translation>Platte exportieren …</translation>
        </message>
        <message>
            <source>The ending of the name says the format: .qcow2, .raw or .ova.</source>
            <translation>Die Endung des Namens nennt das Format: .qcow2, .raw oder .ova.</translation>
        </message>
        <message>
            <source>Picture of its screen…</source>
            <translation>Bild des Bildschirms …</translation>
        </message>
        <message>
            <source>Copy files out of it…</source>
            <translation>Dateien herauskopieren …</translation>
        </message>
        <message>
            <source>Drop files on it to copy them in.</source>
            <translation>Dateien darauf ziehen kopiert sie hinein.</translation>
        </message>
        <message>
            <source>Path in the VM</source>
            <translation>Pfad in der VM</translation>
        </message>
        <message>
            <source>To the folder</source>
            <translation>In den Ordner</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Platten</translation>
        </message>
        <message>
            <source>Add a disk…</source>
            <translation>Platte hinzufügen …</translation>
        </message>
        <message>
            <source>A new one, or a file that is there.</source>
            <translation>Eine neue, oder eine Datei, die da ist.</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Read only</source>
            <translation>Nur lesen</translation>
        </message>
        <message>
            <source>The guest cannot write to it</source>
            <translation>Der Gast kann nicht darauf schreiben</translation>
        </message>
        <message>
            <source>Enlarge a disk…</source>
            <translation>Platte vergrößern …</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Platte</translation>
        </message>
        <message>
            <source>New size</source>
            <translation>Neue Größe</translation>
        </message>
        <message>
            <source>Take a disk out…</source>
            <translation>Platte herausnehmen …</translation>
        </message>
        <message>
            <source>Delete its file</source>
            <translation>Datei löschen</translation>
        </message>
        <message>
            <source>Only one that Catamaran made</source>
            <translation>Nur eine, die Catamaran gemacht hat</translation>
        </message>
        <message>
            <source>Shared folders</source>
            <translation>Geteilte Ordner</translation>
        </message>
        <message>
            <source>Share a folder…</source>
            <translation>Ordner teilen …</translation>
        </message>
        <message>
            <source>The guest mounts it by its tag.</source>
            <translation>Der Gast hängt ihn unter seiner Marke ein.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>Marke</translation>
        </message>
        <message>
            <source>Share a folder no longer…</source>
            <translation>Ordner nicht mehr teilen …</translation>
        </message>
        <message>
            <source>Load images of an archive…</source>
            <translation>Abbilder eines Archivs laden …</translation>
        </message>
        <message>
            <source>What “save” wrote.</source>
            <translation>Was „save“ geschrieben hat.</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Archiv</translation>
        </message>
        <message>
            <source>Import a file system…</source>
            <translation>Dateisystem importieren …</translation>
        </message>
        <message>
            <source>A tar with a root file system becomes an image of one layer.</source>
            <translation>Ein tar mit einem Wurzeldateisystem wird ein Abbild aus einer Schicht.</translation>
        </message>
        <message>
            <source>Make a base image…</source>
            <translation>Basisabbild machen …</translation>
        </message>
        <message>
            <source>From packages of the distribution, without a registry. It takes a while.</source>
            <translation>Aus Paketen der Distribution, ohne Registry. Es dauert etwas.</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Search a registry…</source>
            <translation>Registry durchsuchen …</translation>
        </message>
        <message>
            <source>Search for</source>
            <translation>Suchen nach</translation>
        </message>
        <message>
            <source>Log in to a registry…</source>
            <translation>Bei einer Registry anmelden …</translation>
        </message>
        <message>
            <source>The password goes to a credential helper or the kernel's keyring, never into the line.</source>
            <translation>Das Passwort geht an einen Anmeldehelfer oder den Schlüsselbund des Kernels, nie in die Zeile.</translation>
        </message>
        <message>
            <source>Registry</source>
            <translation>Registry</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Log out of a registry…</source>
            <translation>Bei einer Registry abmelden …</translation>
        </message>
        <message>
            <source>Remove unused images…</source>
            <translation>Unbenutzte Abbilder entfernen …</translation>
        </message>
        <message>
            <source>Named ones too</source>
            <translation>Auch benannte</translation>
        </message>
        <message>
            <source>All that no container uses, not only those without a name</source>
            <translation>Alle, die kein Container benutzt, nicht nur die ohne Namen</translation>
        </message>
        <message>
            <source>Remove unused networks</source>
            <translation>Unbenutzte Netze entfernen</translation>
        </message>
        <message>
            <source>Networks of your own that no container is on, running or not.</source>
            <translation>Eigene Netze, an denen kein Container ist, ob er läuft oder nicht.</translation>
        </message>
        <message>
            <source>Repair links and firewall rules</source>
            <translation>Verbindungen und Firewall-Regeln wiederherstellen</translation>
        </message>
        <message>
            <source>Brings them back to what is recorded, after somebody has flushed the firewall.</source>
            <translation>Stellt her, was verzeichnet ist, nachdem jemand die Firewall geleert hat.</translation>
        </message>
        <message>
            <source>New VM of a disk…</source>
            <translation>Neue VM aus einer Platte …</translation>
        </message>
        <message>
            <source>A cloud image, another disk or an installer (ISO) becomes a VM.</source>
            <translation>Ein Cloud-Abbild, eine andere Platte oder ein Installationsmedium (ISO) wird eine VM.</translation>
        </message>
        <message>
            <source>Disk image</source>
            <translation>Plattenabbild</translation>
        </message>
        <message>
            <source>Installer (ISO)</source>
            <translation>Installationsmedium (ISO)</translation>
        </message>
        <message>
            <source>Size of the disk</source>
            <translation>Größe der Platte</translation>
        </message>
        <message>
            <source>Cloud-init</source>
            <translation>Cloud-init</translation>
        </message>
        <message>
            <source>VMs that are kept ready</source>
            <translation>Bereitgehaltene VMs</translation>
        </message>
        <message>
            <source>Remove VMs that are kept ready</source>
            <translation>Bereitgehaltene VMs entfernen</translation>
        </message>
        <message>
            <source>Templates and spare VMs.</source>
            <translation>Vorlagen und Ersatz-VMs.</translation>
        </message>
        <message>
            <source>Kernels of light VMs</source>
            <translation>Kernel leichter VMs</translation>
        </message>
        <message>
            <source>Import a kernel for light VMs…</source>
            <translation>Kernel für leichte VMs importieren …</translation>
        </message>
        <message>
            <source>A kernel package of the distribution (.deb).</source>
            <translation>Ein Kernelpaket der Distribution (.deb).</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>Paket</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Änderung</translation>
        </message>
        <message>
            <source>Disks and folders</source>
            <translation>Platten und Ordner</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui</name>
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
            <source>Volumes</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>Netzwerke</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
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
            <source>shares the host's kernel</source>
            <translation>teilt den Kern</translation>
        </message>
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
            <source>waiting for its turn</source>
            <translation>wartet, bis es an der Reihe ist</translation>
        </message>
        <message>
            <source>no run yet</source>
            <translation>noch kein Lauf</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>Aufwärmen</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>Lauf %1 von %2</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>Double click or Enter opens the details of the one that was kept</source>
            <translation>Doppelklick oder Eingabetaste öffnet die Einzelheiten des behaltenen</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>Wettlauf</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::AskDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Choose: %1</source>
            <translation>Wählen: %1</translation>
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
            <source>Save %1 as CSV…</source>
            <translation>%1 als CSV speichern…</translation>
        </message>
        <message>
            <source>%1 as a table</source>
            <translation>%1 als Tabelle</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>Diagramm: %1</translation>
        </message>
        <message>
            <source>Tables (*.csv);;All files (*)</source>
            <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>In %1 gesichert</translation>
        </message>
        <message>
            <source>Not saved: %1</source>
            <translation>Nicht gespeichert: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::CliLine</name>
        <message>
            <source>Copy the command line</source>
            <translation>Die Befehlszeile kopieren</translation>
        </message>
        <message>
            <source>Copy the command line
%1</source>
            <translation>Die Befehlszeile kopieren
%1</translation>
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
            <translation>Das Abbild abwechselnd als Container und als VM starten (Strg+R)</translation>
        </message>
        <message>
            <source>One image, two hulls</source>
            <translation>Ein Abbild, zwei Rümpfe</translation>
        </message>
        <message>
            <source>Press Run: the image starts in turn as a container and as a light VM until it answers over HTTP. Start-up time, memory and disk of both are measured, and the last pair stays for live charts. Nothing else is left behind.</source>
            <translation>Starten drücken: Das Abbild startet abwechselnd als Container und als leichte VM, bis es über HTTP antwortet. Startzeit, Speicher und Platte von beiden werden gemessen, und das letzte Paar bleibt für die laufenden Kurven. Sonst bleibt nichts zurück.</translation>
        </message>
        <message>
            <source>The experiment was cancelled; nothing is left behind</source>
            <translation>Das Experiment wurde abgebrochen; nichts bleibt zurück</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <source>Startup race</source>
            <translation>Startwettlauf</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>Abschottung</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>Dichte</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>Arbeit</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>How soon the same image answers in both hulls</source>
            <translation>Wie bald dasselbe Abbild in beiden Rümpfen antwortet</translation>
        </message>
        <message>
            <source>What each hull shares with this computer, with evidence</source>
            <translation>Was jeder Rumpf mit diesem Rechner teilt, mit Belegen</translation>
        </message>
        <message>
            <source>How many fit, with a safety stop</source>
            <translation>Wie viele Platz haben, mit Sicherheitshalt</translation>
        </message>
        <message>
            <source>The same programs timed inside both hulls</source>
            <translation>Dieselben Programme, in beiden Rümpfen gemessen</translation>
        </message>
        <message>
            <source>The textbook's table, filled with this computer's figures</source>
            <translation>Die Tabelle der Lehrbücher, gefüllt mit den Zahlen dieses Rechners</translation>
        </message>
        <message>
            <source>All past experiments</source>
            <translation>Alle bisherigen Experimente</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Image to compare</source>
            <translation>Abbild für den Vergleich</translation>
        </message>
        <message>
            <source>The image that runs in both hulls; its port 80 must answer HTTP 200</source>
            <translation>Das Abbild, das in beiden Rümpfen läuft; sein Port 80 muss mit HTTP 200 antworten</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>Läufe</translation>
        </message>
        <message>
            <source>Runs of each hull</source>
            <translation>Läufe je Rumpf</translation>
        </message>
        <message>
            <source>Measured runs of each hull, after one warm-up; more runs give a firmer median</source>
            <translation>Gemessene Läufe je Rumpf, nach einem zum Aufwärmen; mehr Läufe geben einen festeren Median</translation>
        </message>
        <message>
            <source>Progress of the comparison</source>
            <translation>Fortschritt des Vergleichs</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stop the race and remove what it started</source>
            <translation>Den Wettlauf anhalten und entfernen, was er gestartet hat</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>Als Markdown kopieren</translation>
        </message>
        <message>
            <source>Export report…</source>
            <translation>Bericht exportieren…</translation>
        </message>
        <message>
            <source>Copied as Markdown</source>
            <translation>Als Markdown kopiert</translation>
        </message>
        <message>
            <source>Memory when settled</source>
            <translation>Speicher in Ruhe</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Platte</translation>
        </message>
        <message>
            <source>Live: the pair that was kept</source>
            <translation>Laufend: das Paar, das geblieben ist</translation>
        </message>
        <message>
            <source>Remove the pair</source>
            <translation>Das Paar entfernen</translation>
        </message>
        <message>
            <source>Stop and remove the container and the VM that the last run left</source>
            <translation>Den Container und die VM des letzten Laufs anhalten und entfernen</translation>
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
            <translation>Aus dem Netz empfangen</translation>
        </message>
        <message>
            <source>Disk written</source>
            <translation>Auf die Platte geschrieben</translation>
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation>Wird abgebrochen, und was gestartet wurde, entfernt…</translation>
        </message>
        <message>
            <source>Warming up: %1</source>
            <translation>Aufwärmen: %1</translation>
        </message>
        <message>
            <source>Run %1 of %2: %3</source>
            <translation>Lauf %1 von %2: %3</translation>
        </message>
        <message>
            <source>The comparison was cancelled; nothing is left behind</source>
            <translation>Der Vergleich wurde abgebrochen; nichts bleibt zurück</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translation>%1 gesichert</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Wird vorbereitet</translation>
        </message>
        <message>
            <source>kernel %1</source>
            <translation>Kern %1</translation>
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation>%1 CPUs</translation>
        </message>
        <message>
            <source>shared with others</source>
            <translation>mit anderen geteilt</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>ganz eigen</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Runs both hulls in turn and measures until the first HTTP 200.</source>
            <translation>Startet beide Rümpfe abwechselnd und misst bis zum ersten HTTP 200.</translation>
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation>Die Maschine ist nicht offen.</translation>
        </message>
        <message>
            <source>The same image as a container and as a VM, side by side on this computer</source>
            <translation>Dasselbe Abbild als Container und als VM, nebeneinander auf diesem Rechner</translation>
        </message>
        <message>
            <source>Comparison of %1</source>
            <translation>Vergleich von %1</translation>
        </message>
        <message>
            <source>Its details can be opened when the race is over</source>
            <translation>Seine Einzelheiten lassen sich öffnen, wenn das Rennen vorbei ist</translation>
        </message>
        <message>
            <source>Nothing is left of this lane: only the pair of the last race is kept</source>
            <translation>Von dieser Bahn ist nichts übrig: nur das Paar des letzten Rennens bleibt</translation>
        </message>
        <message>
            <source>Export the comparison</source>
            <translation>Den Vergleich exportieren</translation>
        </message>
        <message>
            <source>HTML report (*.html);;PDF (*.pdf);;Picture of this page (*.png);;CSV table (*.csv);;JSON (*.json);;Markdown (*.md)</source>
            <translation>HTML-Bericht (*.html);;PDF (*.pdf);;Bild dieser Seite (*.png);;CSV-Tabelle (*.csv);;JSON (*.json);;Markdown (*.md)</translation>
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation>%1 kann nicht geschrieben werden</translation>
        </message>
        <message>
            <source>The file could not be created</source>
            <translation>Die Datei konnte nicht angelegt werden</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>Einen anderen Ordner wählen</translation>
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
        <name>catamaran::ui::DensityPanel</name>
        <message>
            <source>VMs</source>
            <translation>VMs</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>Ends by itself before memory gets short; all is removed then.</source>
            <translation>Endet von selbst, bevor der Speicher knapp wird; danach wird alles entfernt.</translation>
        </message>
        <message>
            <source>Start containers or VMs of the image</source>
            <translation>Container oder VMs des Abbilds starten</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Höchstens</translation>
        </message>
        <message>
            <source>The ramp ends here, or earlier at a safety stop</source>
            <translation>Die Rampe endet hier, oder früher an einem Sicherheitshalt</translation>
        </message>
        <message>
            <source>How many fit on this computer?</source>
            <translation>Wie viele haben auf diesem Rechner Platz?</translation>
        </message>
        <message>
            <source>Instances of one image are started one after the other. The ramp stops at your number, or as soon as memory gets short or starts get slow; then all of them are removed. Run it for containers and for VMs, and the curves lie side by side.</source>
            <translation>Exemplare eines Abbilds werden nacheinander gestartet. Die Rampe endet bei Ihrer Zahl, oder sobald der Speicher knapp oder das Starten langsam wird; dann werden alle entfernt. Einmal für Container und einmal für VMs, und die Kurven liegen nebeneinander.</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>%1: %2 ran</source>
            <translation>%1: %2 liefen</translation>
        </message>
        <message>
            <source>, %1 each</source>
            <translation>, je %1</translation>
        </message>
        <message>
            <source>, about %1 would fit (estimate)</source>
            <translation>, etwa %1 hätten Platz (Schätzung)</translation>
        </message>
        <message>
            <source>, more are coming</source>
            <translation>, weitere kommen</translation>
        </message>
        <message>
            <source>; safety stop: %1</source>
            <translation>; Sicherheitshalt: %1</translation>
        </message>
        <message>
            <source>; ended: %1</source>
            <translation>; beendet: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPage</name>
        <message>
            <source>Logs of %1 workloads</source>
            <translation>Protokolle von %1 Arbeitslasten</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Container or VM</source>
            <translation>Container oder VM</translation>
        </message>
        <message>
            <source>Show another container or VM</source>
            <translation>Einen anderen Container oder eine andere VM zeigen</translation>
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
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>Everything else that can be done with it (Alt+M)</source>
            <translation>Alles Weitere, was damit getan werden kann (Alt+M)</translation>
        </message>
        <message>
            <source>All workloads</source>
            <translation>Alle Arbeitslasten</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back to the list (Alt+Left)</source>
            <translation>Zurück zur Liste (Alt+Links)</translation>
        </message>
        <message>
            <source>Back to where you were (Alt+Left)</source>
            <translation>Zurück, wo Sie waren (Alt+Links)</translation>
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
            <source>Terminal</source>
            <translation>Terminal</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
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
            <source>Health</source>
            <translation>Gesundheit</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>Schnappschüsse</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>Bildschirm</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Console</source>
            <translation>Konsole</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>Neu starten</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Merged by time</source>
            <translation>Nach der Zeit zusammengeführt</translation>
        </message>
        <message>
            <source>It is gone</source>
            <translation>Es ist weg</translation>
        </message>
        <message>
            <source>Start it
%1</source>
            <translation>Starten
%1</translation>
        </message>
        <message>
            <source>Ask it to end
%1</source>
            <translation>Um das Ende bitten
%1</translation>
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
        <name>catamaran::ui::FileBrowser</name>
        <message>
            <source>To the folder above (Backspace)</source>
            <translation>Zum Ordner darüber (Rücktaste)</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>The folder that is shown; type another and press Enter</source>
            <translation>Der gezeigte Ordner; einen anderen eintippen und Eingabe drücken</translation>
        </message>
        <message>
            <source>Read the folder again (F5)</source>
            <translation>Den Ordner neu lesen (F5)</translation>
        </message>
        <message>
            <source>Upload…</source>
            <translation>Hochladen…</translation>
        </message>
        <message>
            <source>Copy files of this computer into the folder; or drop them onto the list</source>
            <translation>Dateien dieses Rechners in den Ordner kopieren; oder sie auf die Liste ziehen</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>Herunterladen…</translation>
        </message>
        <message>
            <source>Copy what is selected to a folder of this computer</source>
            <translation>Das Ausgewählte in einen Ordner dieses Rechners kopieren</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Files of this directory; Enter opens one, Backspace goes up</source>
            <translation>Dateien dieses Verzeichnisses; Eingabe öffnet, Rücktaste geht nach oben</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Eigentümer</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Sichern</translation>
        </message>
        <message>
            <source>Write the file back; owner and mode stay (Ctrl+S)</source>
            <translation>Die Datei zurückschreiben; Eigentümer und Rechte bleiben (Strg+S)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Back to the list; what is not saved is lost (Esc)</source>
            <translation>Zurück zur Liste; was nicht gesichert ist, geht verloren (Esc)</translation>
        </message>
        <message>
            <source>Text of the file</source>
            <translation>Text der Datei</translation>
        </message>
        <message>
            <source>Ctrl+S saves, Esc closes</source>
            <translation>Strg+S sichert, Esc schließt</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>Eintrag</translation>
        </message>
        <message>
            <source>entries</source>
            <translation>Einträge</translation>
        </message>
        <message>
            <source>%1, %2 of them changed since the image</source>
            <translation>%1, davon %2 seit dem Abbild geändert</translation>
        </message>
        <message>
            <source>%1 is not a text file; download it to open it with another program</source>
            <translation>%1 ist keine Textdatei; herunterladen, um sie mit einem anderen Programm zu öffnen</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>Gesichert</translation>
        </message>
        <message>
            <source>Copy into %1</source>
            <translation>In %1 kopieren</translation>
        </message>
        <message>
            <source>Copy to</source>
            <translation>Kopieren nach</translation>
        </message>
        <message>
            <source>Added since the image</source>
            <translation>Seit dem Abbild hinzugekommen</translation>
        </message>
        <message>
            <source>Changed since the image</source>
            <translation>Seit dem Abbild geändert</translation>
        </message>
        <message>
            <source>Deleted since the image</source>
            <translation>Seit dem Abbild gelöscht</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::FilterChips</name>
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
            <source>Save filter</source>
            <translation>Filter sichern</translation>
        </message>
        <message>
            <source>Keep kind, state and text of this filter under a name (Ctrl+Shift+S)</source>
            <translation>Art, Zustand und Text dieses Filters unter einem Namen aufheben (Strg+Umschalt+S)</translation>
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
            <source>Name of this filter:</source>
            <translation>Name dieses Filters:</translation>
        </message>
        <message>
            <source>Your filter "%1"; Delete forgets it, the menu key shows more</source>
            <translation>Ihr Filter „%1“; Entf vergisst ihn, die Menütaste zeigt mehr</translation>
        </message>
        <message>
            <source>Save what is chosen now as "%1"</source>
            <translation>Die jetzige Auswahl als „%1“ sichern</translation>
        </message>
        <message>
            <source>Forget "%1"	Delete</source>
            <translation>„%1“ vergessen	Entf</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::GraphView</name>
        <message>
            <source>Services and what they need</source>
            <translation>Dienste und was sie brauchen</translation>
        </message>
        <message>
            <source>connections to %1: %2</source>
            <translation>Verbindungen zu %1: %2</translation>
        </message>
        <message>
            <source>connections from %1: %2</source>
            <translation>Verbindungen von %1: %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HealthHistory</name>
        <message>
            <source>every %1, unhealthy after %2 failures</source>
            <translation>alle %1, nach %2 Fehlschlägen nicht gesund</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HealthTab</name>
        <message>
            <source>Probes over time; the table below has the same</source>
            <translation>Proben im Lauf der Zeit; die Tabelle darunter zeigt dasselbe</translation>
        </message>
        <message>
            <source>Probes</source>
            <translation>Proben</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>No health check</source>
            <translation>Keine Gesundheitsprüfung</translation>
        </message>
        <message>
            <source>Give one with HEALTHCHECK in the Dockerfile, or with “--health-cmd” when it is run; its probes are then shown here over time.</source>
            <translation>Eine angeben mit HEALTHCHECK im Dockerfile, oder mit „--health-cmd“ beim Starten; ihre Proben werden dann hier im Lauf der Zeit gezeigt.</translation>
        </message>
        <message>
            <source>Health check</source>
            <translation>Gesundheitsprüfung</translation>
        </message>
        <message>
            <source>%1 · failed %2 times in a row</source>
            <translation>%1 · %2 Mal nacheinander fehlgeschlagen</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>gut</translation>
        </message>
        <message>
            <source>failed (%1)</source>
            <translation>fehlgeschlagen (%1)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::HistoryPanel</name>
        <message>
            <source>Startup race</source>
            <translation>Startwettlauf</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>Abschottung</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>Dichte</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>Arbeit</translation>
        </message>
        <message>
            <source>Past experiments</source>
            <translation>Bisherige Experimente</translation>
        </message>
        <message>
            <source>Lay two races over each other</source>
            <translation>Zwei Wettläufe übereinanderlegen</translation>
        </message>
        <message>
            <source>Select two startup races in the table first</source>
            <translation>Erst zwei Startwettläufe in der Tabelle auswählen</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>Remove the selected experiments from the history</source>
            <translation>Die ausgewählten Experimente aus dem Verlauf entfernen</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Experiment</source>
            <translation>Experiment</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>Zahl</translation>
        </message>
        <message>
            <source>First</source>
            <translation>Erster</translation>
        </message>
        <message>
            <source>Second</source>
            <translation>Zweiter</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Änderung</translation>
        </message>
        <message>
            <source>Two races side by side</source>
            <translation>Zwei Wettläufe nebeneinander</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>Noch nichts</translation>
        </message>
        <message>
            <source>Every experiment of this window and of the command line is kept here, so that you can lay today's beside last week's.</source>
            <translation>Jedes Experiment dieses Fensters und der Befehlszeile wird hier aufgehoben, damit Sie das heutige neben das der letzten Woche legen können.</translation>
        </message>
        <message>
            <source>%1: startup, median</source>
            <translation>%1: Start, Median</translation>
        </message>
        <message>
            <source>%1: startup, best</source>
            <translation>%1: Start, bester</translation>
        </message>
        <message>
            <source>%1: memory</source>
            <translation>%1: Speicher</translation>
        </message>
        <message>
            <source>%1: disk of its own</source>
            <translation>%1: eigene Platte</translation>
        </message>
        <message>
            <source>%1, %2 and %3, %4</source>
            <translation>%1, %2 und %3, %4</translation>
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
            <translation>Zeit bis zur Antwort</translation>
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
            <translation>CPU bis zur Antwort</translation>
        </message>
        <message>
            <source>sooner</source>
            <translation>früher</translation>
        </message>
        <message>
            <source>%1 – %2</source>
            <translation>%1 – %2</translation>
        </message>
        <message>
            <source>less</source>
            <translation>weniger</translation>
        </message>
        <message>
            <source>%1 shared</source>
            <translation>%1 geteilt</translation>
        </message>
        <message>
            <source>%1: answers after %2, uses %3 of memory and %4 of disk</source>
            <translation>%1: antwortet nach %2, braucht %3 Speicher und %4 Platte</translation>
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
            <source>Scan</source>
            <translation>Prüfen</translation>
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
            <source>Scan  %1</source>
            <translation>Prüfung  %1</translation>
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
            <source>In use by</source>
            <translation>Benutzt von</translation>
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
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>Archives, registries and cleaning up (Alt+M)</source>
            <translation>Archive, Registries und Aufräumen (Alt+M)</translation>
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
            <source>Run…</source>
            <translation>Starten…</translation>
        </message>
        <message>
            <source>Pull again</source>
            <translation>Erneut herunterladen</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
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
        <name>catamaran::ui::InspectTab</name>
        <message>
            <source>Search names and values</source>
            <translation>Namen und Werte durchsuchen</translation>
        </message>
        <message>
            <source>Shows the rows with this text and what leads to them (Ctrl+F)</source>
            <translation>Zeigt die Zeilen mit diesem Text und was zu ihnen führt (Strg+F)</translation>
        </message>
        <message>
            <source>Copy as JSON</source>
            <translation>Als JSON kopieren</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Details as a tree</source>
            <translation>Einzelheiten als Baum</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>%1 Zeilen</translation>
        </message>
        <message>
            <source>This is not JSON</source>
            <translation>Das ist kein JSON</translation>
        </message>
        <message>
            <source>Copy the value</source>
            <translation>Den Wert kopieren</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>Den Pfad kopieren</translation>
        </message>
        <message>
            <source>Copy as a template</source>
            <translation>Als Vorlage kopieren</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::IsolationPanel</name>
        <message>
            <source>shared</source>
            <translation>geteilt</translation>
        </message>
        <message>
            <source>shared, filtered</source>
            <translation>geteilt, gefiltert</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>ganz eigen</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>Asks the image's shell in both hulls what it sees; nothing is changed.</source>
            <translation>Fragt die Shell des Abbilds in beiden Rümpfen, was sie sieht; nichts wird geändert.</translation>
        </message>
        <message>
            <source>Thing</source>
            <translation>Sache</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
        </message>
        <message>
            <source>seen there</source>
            <translation>dort gesehen</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>What is shared with the host</source>
            <translation>Was mit dem Rechner geteilt wird</translation>
        </message>
        <message>
            <source>What do they share with this computer?</source>
            <translation>Was teilen sie mit diesem Rechner?</translation>
        </message>
        <message>
            <source>A container is a program of this kernel with blinkers on; a VM brings a kernel of its own. Press Run, and both are asked for the evidence: kernel, processes, network, rights, devices and more, side by side with the host.</source>
            <translation>Ein Container ist ein Programm dieses Kerns mit Scheuklappen; eine VM bringt einen eigenen Kern mit. Starten drücken, und beide werden nach Belegen gefragt: Kern, Prozesse, Netz, Rechte, Geräte und mehr, neben dem Rechner selbst.</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Of %1 things the container shares %2 with this computer, and %3 more through a filter; the VM%4 has a kernel of its own.</source>
            <translation>Von %1 Dingen teilt der Container %2 mit diesem Rechner, und %3 weitere durch einen Filter; die VM%4 hat einen eigenen Kern.</translation>
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
        <name>catamaran::ui::LabBar</name>
        <message>
            <source>Image</source>
            <translation>Abbild</translation>
        </message>
        <message>
            <source>Image of the experiment</source>
            <translation>Abbild des Experiments</translation>
        </message>
        <message>
            <source>The image that is started; the demo image is made when it is not there</source>
            <translation>Das Abbild, das gestartet wird; das Demo-Abbild wird gemacht, wenn es nicht da ist</translation>
        </message>
        <message>
            <source>Copy command</source>
            <translation>Befehl kopieren</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stop, and remove what was started</source>
            <translation>Anhalten, und entfernen, was gestartet wurde</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Run this experiment; what it starts is removed when it ends</source>
            <translation>Dieses Experiment ausführen; was es startet, wird am Ende entfernt</translation>
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation>Wird abgebrochen, und was gestartet wurde, entfernt…</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
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
            <source>What to start</source>
            <translation>Was gestartet wird</translation>
        </message>
        <message>
            <source>Copy the command line that does the same: %1</source>
            <translation>Die Befehlszeile kopieren, die dasselbe tut: %1</translation>
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation>Die Maschine ist nicht offen.</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Wird vorbereitet</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LiveChart</name>
        <message>
            <source>%1, peak %2</source>
            <translation>%1, Spitze %2</translation>
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>Vor Sekunden</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>%1, peak</source>
            <translation>%1, Spitze</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogIndex</name>
        <message>
            <source>%1 at character %2</source>
            <translation>%1 bei Zeichen %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogPane</name>
        <message>
            <source>Show lines with (regular expression)</source>
            <translation>Zeilen zeigen mit (regulärer Ausdruck)</translation>
        </message>
        <message>
            <source>Only lines that match this regular expression (Ctrl+F); capitals count if it has one</source>
            <translation>Nur Zeilen, die dieser reguläre Ausdruck trifft (Strg+F); Großbuchstaben zählen, wenn er welche hat</translation>
        </message>
        <message>
            <source>Leave out lines with</source>
            <translation>Zeilen auslassen mit</translation>
        </message>
        <message>
            <source>Lines that match this regular expression are not shown</source>
            <translation>Zeilen, die dieser reguläre Ausdruck trifft, werden nicht gezeigt</translation>
        </message>
        <message>
            <source>All levels</source>
            <translation>Alle Stufen</translation>
        </message>
        <message>
            <source>Info and worse</source>
            <translation>Info und schlimmer</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>Warnungen und Fehler</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Least level</source>
            <translation>Niedrigste Stufe</translation>
        </message>
        <message>
            <source>The level is guessed from words such as ERROR or warn at the beginning of a line</source>
            <translation>Die Stufe wird aus Wörtern wie ERROR oder warn am Anfang einer Zeile erraten</translation>
        </message>
        <message>
            <source>No context</source>
            <translation>Kein Umfeld</translation>
        </message>
        <message>
            <source>± %1 lines</source>
            <translation>± %1 Zeilen</translation>
        </message>
        <message>
            <source>Context lines</source>
            <translation>Zeilen im Umfeld</translation>
        </message>
        <message>
            <source>Lines shown before and after each line that is found</source>
            <translation>Zeilen, die vor und nach jedem Treffer gezeigt werden</translation>
        </message>
        <message>
            <source>Consoles</source>
            <translation>Konsolen</translation>
        </message>
        <message>
            <source>Show the serial consoles of the VMs too</source>
            <translation>Auch die seriellen Konsolen der VMs zeigen</translation>
        </message>
        <message>
            <source>From the beginning</source>
            <translation>Von Anfang an</translation>
        </message>
        <message>
            <source>Read the logs whole instead of their last 5000 lines</source>
            <translation>Die Protokolle ganz lesen, statt der letzten 5000 Zeilen</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>Zeiten</translation>
        </message>
        <message>
            <source>Show when each line was written</source>
            <translation>Zeigen, wann jede Zeile geschrieben wurde</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation>Die neueste Zeile im Blick behalten (Ende)</translation>
        </message>
        <message>
            <source>Save the lines that are shown…</source>
            <translation>Die gezeigten Zeilen sichern…</translation>
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation>Der reguläre Ausdruck: %1</translation>
        </message>
        <message>
            <source>%1 of %2 lines</source>
            <translation>%1 von %2 Zeilen</translation>
        </message>
        <message>
            <source>%1 lines</source>
            <translation>%1 Zeilen</translation>
        </message>
        <message>
            <source> · ended</source>
            <translation> · zu Ende</translation>
        </message>
        <message>
            <source>Choose containers or VMs to see what they say</source>
            <translation>Wählen Sie Container oder VMs, um ihre Ausgabe zu sehen</translation>
        </message>
        <message>
            <source>It ended without any output</source>
            <translation>Beendet, ohne etwas auszugeben</translation>
        </message>
        <message>
            <source>No output yet</source>
            <translation>Noch keine Ausgabe</translation>
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation>Die Zeilen von %1 zeigen</translation>
        </message>
        <message>
            <source>Save the log</source>
            <translation>Das Protokoll sichern</translation>
        </message>
        <message>
            <source>Logs (*.log *.txt);;All files (*)</source>
            <translation>Protokolle (*.log *.txt);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Cannot save the log</source>
            <translation>Das Protokoll kann nicht gesichert werden</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>Einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>In %1 gesichert</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogView</name>
        <message>
            <source>No output yet</source>
            <translation>Noch keine Ausgabe</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Wird angesehen…</translation>
        </message>
        <message>
            <source>No line passes the filter</source>
            <translation>Keine Zeile entspricht dem Filter</translation>
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
            <translation>Filter: Wort  -Wort  /regulärer Ausdruck/</translation>
        </message>
        <message>
            <source>Filter the log</source>
            <translation>Das Protokoll filtern</translation>
        </message>
        <message>
            <source>Lines that have all words; -word leaves lines out; /…/ is a regular expression</source>
            <translation>Zeilen, die alle Wörter haben; -Wort lässt Zeilen aus; /…/ ist ein regulärer Ausdruck</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation>Die neueste Zeile im Blick behalten (Ende)</translation>
        </message>
        <message>
            <source>Log of the stack</source>
            <translation>Protokoll des Stapels</translation>
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation>Die Zeilen von %1 zeigen</translation>
        </message>
        <message>
            <source>Choose the services whose lines are shown</source>
            <translation>Die Dienste wählen, deren Zeilen zu sehen sind</translation>
        </message>
        <message>
            <source>%1 of %2 services</source>
            <translation>%1 von %2 Diensten</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation>Der reguläre Ausdruck: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworkMap</name>
        <message>
            <source>Ports of this machine</source>
            <translation>Ports dieses Rechners</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>Netzwerke</translation>
        </message>
        <message>
            <source>Containers and VMs</source>
            <translation>Container und VMs</translation>
        </message>
        <message>
            <source>Map of the networks</source>
            <translation>Karte der Netzwerke</translation>
        </message>
        <message>
            <source>The table beside it has the same</source>
            <translation>Die Tabelle daneben zeigt dasselbe</translation>
        </message>
        <message>
            <source>Click a network to select it, double-click a container or VM to open it</source>
            <translation>Ein Netzwerk anklicken, um es auszuwählen; einen Container oder eine VM doppelt anklicken, um sie zu öffnen</translation>
        </message>
        <message>
            <source>%1 · internal</source>
            <translation>%1 · intern</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworkTab</name>
        <message>
            <source>Disconnect</source>
            <translation>Trennen</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>Verbinden…</translation>
        </message>
        <message>
            <source>Put it on one more network, running or not</source>
            <translation>In ein weiteres Netzwerk aufnehmen, laufend oder nicht</translation>
        </message>
        <message>
            <source>Take it off the selected network</source>
            <translation>Aus dem ausgewählten Netzwerk nehmen</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>Auf der Karte zeigen</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>Netzwerke</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Subnet</source>
            <translation>Subnetz</translation>
        </message>
        <message>
            <source>Gateway</source>
            <translation>Gateway</translation>
        </message>
        <message>
            <source>Published ports</source>
            <translation>Veröffentlichte Ports</translation>
        </message>
        <message>
            <source>On this machine</source>
            <translation>Auf diesem Rechner</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>Innen</translation>
        </message>
        <message>
            <source>not published</source>
            <translation>nicht veröffentlicht</translation>
        </message>
        <message>
            <source>It does not run: addresses are given at the start</source>
            <translation>Es läuft nicht: Adressen werden beim Start vergeben</translation>
        </message>
        <message>
            <source>User-mode network: it reaches out, and its published ports lead in</source>
            <translation>Netz im Benutzermodus: es kommt hinaus, und seine veröffentlichten Ports führen hinein</translation>
        </message>
        <message>
            <source>It is on no network of its own</source>
            <translation>Es ist in keinem eigenen Netzwerk</translation>
        </message>
        <message>
            <source>Connect %1</source>
            <translation>%1 verbinden</translation>
        </message>
        <message>
            <source>It gets one more interface, running or not.</source>
            <translation>Es bekommt eine weitere Schnittstelle, laufend oder nicht.</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::NetworksPage</name>
        <message>
            <source>New network…</source>
            <translation>Neues Netzwerk…</translation>
        </message>
        <message>
            <source>Make a network of its own for some containers (Ctrl+N)</source>
            <translation>Ein eigenes Netzwerk für einige Container anlegen (Strg+N)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>Inspect, clean up and repair (Alt+M)</source>
            <translation>Ansehen, aufräumen und wiederherstellen (Alt+M)</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>Netzwerke</translation>
        </message>
        <message>
            <source>All networks; select one to see what is on it</source>
            <translation>Alle Netzwerke; eines auswählen, um zu sehen, was daran hängt</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Subnet</source>
            <translation>Subnetz</translation>
        </message>
        <message>
            <source>On it</source>
            <translation>Daran</translation>
        </message>
        <message>
            <source>Connect…</source>
            <translation>Verbinden…</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>Trennen</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Containers and VMs on the network</source>
            <translation>Container und VMs im Netzwerk</translation>
        </message>
        <message>
            <source>What is on the selected network, with its addresses</source>
            <translation>Was im ausgewählten Netzwerk ist, mit Adressen</translation>
        </message>
        <message>
            <source>Container or VM</source>
            <translation>Container oder VM</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>%1 · %2 on them</source>
            <translation>%1 · %2 daran</translation>
        </message>
        <message>
            <source>network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>networks</source>
            <translation>Netzwerke</translation>
        </message>
        <message>
            <source>container or VM</source>
            <translation>Container oder VM</translation>
        </message>
        <message>
            <source>containers and VMs</source>
            <translation>Container und VMs</translation>
        </message>
        <message>
            <source>gateway %1</source>
            <translation>Gateway %1</translation>
        </message>
        <message>
            <source>no way out</source>
            <translation>kein Weg hinaus</translation>
        </message>
        <message>
            <source>This network is always there</source>
            <translation>Dieses Netzwerk ist immer da</translation>
        </message>
        <message>
            <source>Disconnect what is on it first</source>
            <translation>Erst trennen, was daran hängt</translation>
        </message>
        <message>
            <source>Delete the network (Delete)
%1</source>
            <translation>Das Netzwerk löschen (Entf)
%1</translation>
        </message>
        <message>
            <source>Put a container on this network
%1</source>
            <translation>Einen Container in dieses Netzwerk aufnehmen
%1</translation>
        </message>
        <message>
            <source>Take the selected container off this network
%1</source>
            <translation>Den ausgewählten Container aus diesem Netzwerk nehmen
%1</translation>
        </message>
        <message>
            <source>New network</source>
            <translation>Neues Netzwerk</translation>
        </message>
        <message>
            <source>Containers on one network find each other by name.</source>
            <translation>Container in einem Netzwerk finden einander beim Namen.</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>Anlegen</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation>wird gewählt</translation>
        </message>
        <message>
            <source>Internal: no way out of this machine</source>
            <translation>Intern: kein Weg hinaus aus diesem Rechner</translation>
        </message>
        <message>
            <source>Containers on it reach each other only</source>
            <translation>Container darin erreichen nur einander</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>%1 entfernen?</translation>
        </message>
        <message>
            <source>Containers that name it cannot start any more.</source>
            <translation>Container, die es nennen, können nicht mehr starten.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Connect to %1</source>
            <translation>Mit %1 verbinden</translation>
        </message>
        <message>
            <source>The container gets one more interface, running or not.</source>
            <translation>Der Container bekommt eine weitere Schnittstelle, laufend oder nicht.</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>Container</translation>
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
            <translation>%1 Exemplare</translation>
        </message>
        <message>
            <source>built here</source>
            <translation>hier gebaut</translation>
        </message>
        <message>
            <source>profile off</source>
            <translation>Profil aus</translation>
        </message>
        <message>
            <source>health check</source>
            <translation>Gesundheitsprüfung</translation>
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
            <source>%1 more failed</source>
            <translation>%1 weitere fehlgeschlagen</translation>
        </message>
        <message>
            <source>The page Workloads lists them.</source>
            <translation>Die Seite Arbeitslasten zeigt sie.</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>Was zu tun ist: %1</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Details: %1</source>
            <translation>Einzelheiten: %1</translation>
        </message>
        <message>
            <source>Open its details (Enter, or double click on the line)</source>
            <translation>Einzelheiten öffnen (Eingabetaste oder Doppelklick auf die Zeile)</translation>
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
            <source>Restart %1</source>
            <translation>%1 neu starten</translation>
        </message>
        <message>
            <source>Pause %1</source>
            <translation>%1 anhalten</translation>
        </message>
        <message>
            <source>Resume %1</source>
            <translation>%1 fortsetzen</translation>
        </message>
        <message>
            <source>Kill %1</source>
            <translation>%1 abbrechen</translation>
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
            <translation>anlegen</translation>
        </message>
        <message>
            <source>recreate</source>
            <translation>neu anlegen</translation>
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
            <translation>behalten</translation>
        </message>
        <message>
            <source>build</source>
            <translation>bauen</translation>
        </message>
        <message>
            <source>pull</source>
            <translation>holen</translation>
        </message>
        <message>
            <source>change</source>
            <translation>ändern</translation>
        </message>
        <message>
            <source>Bring %1 up</source>
            <translation>%1 hochfahren</translation>
        </message>
        <message>
            <source>Take %1 down</source>
            <translation>%1 abbauen</translation>
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
            <translation>%1 neu starten</translation>
        </message>
        <message>
            <source>%1 to build</source>
            <translation>%1 zu bauen</translation>
        </message>
        <message>
            <source>%1 to pull</source>
            <translation>%1 zu holen</translation>
        </message>
        <message>
            <source>%1 to create</source>
            <translation>%1 anzulegen</translation>
        </message>
        <message>
            <source>%1 to recreate</source>
            <translation>%1 neu anzulegen</translation>
        </message>
        <message>
            <source>%1 to start</source>
            <translation>%1 zu starten</translation>
        </message>
        <message>
            <source>%1 to stop</source>
            <translation>%1 anzuhalten</translation>
        </message>
        <message>
            <source>%1 to remove</source>
            <translation>%1 zu entfernen</translation>
        </message>
        <message>
            <source>%1 other changes</source>
            <translation>%1 andere Änderungen</translation>
        </message>
        <message>
            <source>%1 stay as they are</source>
            <translation>%1 bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>Nichts zu tun</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Remove its volumes too</source>
            <translation>Auch seine Datenträger entfernen</translation>
        </message>
        <message>
            <source>The data in the named volumes of this stack is lost</source>
            <translation>Die Daten in den benannten Datenträgern dieses Stapels gehen verloren</translation>
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
            <translation>Wird ermittelt, was sich ändert…</translation>
        </message>
        <message>
            <source>Take down</source>
            <translation>Abbauen</translation>
        </message>
        <message>
            <source>Bring up</source>
            <translation>Hochfahren</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>Neu starten</translation>
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
            <translation>%1 (Eingabe)</translation>
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
        <name>catamaran::ui::PromptDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RaceLanes</name>
        <message>
            <source>waiting for its turn</source>
            <translation>wartet, bis es an der Reihe ist</translation>
        </message>
        <message>
            <source>no run yet</source>
            <translation>noch kein Lauf</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>Aufwärmen</translation>
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation>Lauf %1 von %2</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>Double click or Enter opens the details of the one that was kept</source>
            <translation>Doppelklick oder Eingabetaste öffnet die Einzelheiten des behaltenen</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>Wettlauf</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RampChart</name>
        <message>
            <source>Memory of all instances</source>
            <translation>Speicher aller Exemplare</translation>
        </message>
        <message>
            <source>Start of the last instance</source>
            <translation>Start des letzten Exemplars</translation>
        </message>
        <message>
            <source>&amp;nbsp;&amp;nbsp; over the number that runs</source>
            <translation>&amp;nbsp;&amp;nbsp; über der Zahl derer, die laufen</translation>
        </message>
        <message>
            <source>Hull</source>
            <translation>Rumpf</translation>
        </message>
        <message>
            <source>Instances</source>
            <translation>Exemplare</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RangeBar</name>
        <message>
            <source>Live</source>
            <translation>Live</translation>
        </message>
        <message>
            <source>15 min</source>
            <translation>15 min</translation>
        </message>
        <message>
            <source>1 h</source>
            <translation>1 h</translation>
        </message>
        <message>
            <source>6 h</source>
            <translation>6 h</translation>
        </message>
        <message>
            <source>24 h</source>
            <translation>24 h</translation>
        </message>
        <message>
            <source>The last minute, as it is measured</source>
            <translation>Die letzte Minute, wie sie gemessen wird</translation>
        </message>
        <message>
            <source>The last 15 minutes</source>
            <translation>Die letzten 15 Minuten</translation>
        </message>
        <message>
            <source>The last hour</source>
            <translation>Die letzte Stunde</translation>
        </message>
        <message>
            <source>The last 6 hours</source>
            <translation>Die letzten 6 Stunden</translation>
        </message>
        <message>
            <source>The last 24 hours</source>
            <translation>Die letzten 24 Stunden</translation>
        </message>
        <message>
            <source>Whole range</source>
            <translation>Ganzer Zeitraum</translation>
        </message>
        <message>
            <source>Back from the zoom (0, or a double click on a chart)</source>
            <translation>Zurück aus der Vergrößerung (0 oder Doppelklick auf ein Diagramm)</translation>
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
        <name>catamaran::ui::ScanTab</name>
        <message>
            <source>Critical</source>
            <translation>Kritisch</translation>
        </message>
        <message>
            <source>High</source>
            <translation>Hoch</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Niedrig</translation>
        </message>
        <message>
            <source>Negligible</source>
            <translation>Unerheblich</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>Unbekannt</translation>
        </message>
        <message>
            <source>Not scanned yet</source>
            <translation>Noch nicht geprüft</translation>
        </message>
        <message>
            <source>Holds its packages against published advisories (OSV, the Debian tracker). They are fetched once a day; nothing about the image leaves this computer.</source>
            <translation>Vergleicht die Pakete mit veröffentlichten Sicherheitsmeldungen (OSV, Debian-Tracker). Sie werden einmal am Tag geholt; nichts über das Abbild verlässt diesen Rechner.</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>The scan failed</source>
            <translation>Die Prüfung ist fehlgeschlagen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Nochmals versuchen</translation>
        </message>
        <message>
            <source>Nothing is known against it</source>
            <translation>Nichts ist dagegen bekannt</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>Erneut prüfen</translation>
        </message>
        <message>
            <source>With advisories of a file…</source>
            <translation>Mit Meldungen aus einer Datei …</translation>
        </message>
        <message>
            <source>OSV JSON (a file or a zip) or the Debian tracker's JSON; nothing is fetched then</source>
            <translation>OSV-JSON (Datei oder zip) oder das JSON des Debian-Trackers; dann wird nichts geholt</translation>
        </message>
        <message>
            <source>Scanning…</source>
            <translation>Wird geprüft …</translation>
        </message>
        <message>
            <source>Scanning</source>
            <translation>Prüfung läuft</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>End the scan; what was fetched is kept</source>
            <translation>Die Prüfung beenden; Geholtes bleibt</translation>
        </message>
        <message>
            <source>Ending…</source>
            <translation>Wird beendet …</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Filter vulnerabilities</source>
            <translation>Schwachstellen filtern</translation>
        </message>
        <message>
            <source>Filter by package, version, advisory or words of it</source>
            <translation>Nach Paket, Version, Meldung oder Worten daraus filtern</translation>
        </message>
        <message>
            <source>Which of them</source>
            <translation>Welche davon</translation>
        </message>
        <message>
            <source>Show those of this severity and above</source>
            <translation>Diese Schwere und darüber zeigen</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>%1 and above</source>
            <translation>%1 und darüber</translation>
        </message>
        <message>
            <source>With a fix</source>
            <translation>Mit Behebung</translation>
        </message>
        <message>
            <source>Vulnerabilities</source>
            <translation>Schwachstellen</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Schwere</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>Paket</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Fixed in</source>
            <translation>Behoben in</translation>
        </message>
        <message>
            <source>Advisories</source>
            <translation>Sicherheitsmeldungen</translation>
        </message>
        <message>
            <source>Advisories (*.json *.zip);;All files (*)</source>
            <translation>Sicherheitsmeldungen (*.json *.zip);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1 held against %2 advisories, %3</source>
            <translation>%1 mit %2 Meldungen verglichen, %3</translation>
        </message>
        <message>
            <source>package</source>
            <translation>Paket</translation>
        </message>
        <message>
            <source>packages</source>
            <translation>Pakete</translation>
        </message>
        <message>
            <source>It has no packages that could be held against advisories.</source>
            <translation>Es hat keine Pakete, die sich mit Meldungen vergleichen ließen.</translation>
        </message>
        <message>
            <source>%1 with a fix</source>
            <translation>%1 mit Behebung</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>noch nicht</translation>
        </message>
        <message>
            <source>None of them fits the filter</source>
            <translation>Keine passt zum Filter</translation>
        </message>
        <message>
            <source>The advisory says no more</source>
            <translation>Die Meldung sagt nicht mehr</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenLink</name>
        <message>
            <source>The screen's server did not answer as RFB asks for.</source>
            <translation>Der Server des Bildschirms hat nicht so geantwortet, wie RFB es verlangt.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenPanel</name>
        <message>
            <source>Fit</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <source>Fit the screen into the window</source>
            <translation>Den Bildschirm in das Fenster einpassen</translation>
        </message>
        <message>
            <source>Fit the screen into the window; without it, one pixel is one pixel</source>
            <translation>Den Bildschirm in das Fenster einpassen; ohne das ist ein Bildpunkt ein Bildpunkt</translation>
        </message>
        <message>
            <source>Share the clipboard</source>
            <translation>Zwischenablage teilen</translation>
        </message>
        <message>
            <source>Off, the VM neither sees nor changes what you copy</source>
            <translation>Aus: Die VM sieht und ändert nicht, was Sie kopieren</translation>
        </message>
        <message>
            <source>Paste as keys</source>
            <translation>Als Tasten einfügen</translation>
        </message>
        <message>
            <source>Types the text of the clipboard into the VM, key by key</source>
            <translation>Tippt den Text der Zwischenablage Taste für Taste in die VM</translation>
        </message>
        <message>
            <source>Send keys</source>
            <translation>Tasten senden</translation>
        </message>
        <message>
            <source>Key chords that the desktop would take for itself</source>
            <translation>Tastenkombinationen, die der Desktop sonst selbst nimmt</translation>
        </message>
        <message>
            <source>Own window</source>
            <translation>Eigenes Fenster</translation>
        </message>
        <message>
            <source>Shows the screen in a window of its own; closing it brings it back</source>
            <translation>Zeigt den Bildschirm in einem eigenen Fenster; wird es geschlossen, kommt er zurück</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>Neu verbinden</translation>
        </message>
        <message>
            <source>Closes the connection to the screen and opens another</source>
            <translation>Schließt die Verbindung zum Bildschirm und öffnet eine neue</translation>
        </message>
        <message>
            <source>Not running</source>
            <translation>Läuft nicht</translation>
        </message>
        <message>
            <source>Start the VM to see its screen.</source>
            <translation>Starten Sie die VM, um ihren Bildschirm zu sehen.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Verbinde …</translation>
        </message>
        <message>
            <source>No screen</source>
            <translation>Kein Bildschirm</translation>
        </message>
        <message>
            <source>Connected, %1 × %2</source>
            <translation>Verbunden, %1 × %2</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>Getrennt</translation>
        </message>
        <message>
            <source>The VM has closed its screen.</source>
            <translation>Die VM hat ihren Bildschirm geschlossen.</translation>
        </message>
        <message>
            <source>%1 - screen</source>
            <translation>%1 - Bildschirm</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>Zurückholen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ScreenView</name>
        <message>
            <source>Screen of the VM</source>
            <translation>Bildschirm der VM</translation>
        </message>
        <message>
            <source>Click to type into the VM; press and let go Ctrl+Alt to leave it</source>
            <translation>Klicken, um in die VM zu tippen; Strg+Alt drücken und loslassen, um sie zu verlassen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Session</name>
        <message>
            <source>start</source>
            <translation>starten</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>anhalten</translation>
        </message>
        <message>
            <source>restart</source>
            <translation>neu starten</translation>
        </message>
        <message>
            <source>pause</source>
            <translation>anhalten</translation>
        </message>
        <message>
            <source>resume</source>
            <translation>fortsetzen</translation>
        </message>
        <message>
            <source>kill</source>
            <translation>abbrechen</translation>
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
            <source>restarted</source>
            <translation>neu gestartet</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>pausiert</translation>
        </message>
        <message>
            <source>resumed</source>
            <translation>fortgesetzt</translation>
        </message>
        <message>
            <source>killed</source>
            <translation>abgebrochen</translation>
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
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>Netzwerke</translation>
        </message>
        <message>
            <source>Secrets</source>
            <translation>Geheimnisse</translation>
        </message>
        <message>
            <source>Configs</source>
            <translation>Konfigurationen</translation>
        </message>
        <message>
            <source>error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>warnings</source>
            <translation>Warnungen</translation>
        </message>
        <message>
            <source>Show the place in the file</source>
            <translation>Die Stelle in der Datei zeigen</translation>
        </message>
        <message>
            <source>Replicas</source>
            <translation>Exemplare</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>Ports · %1 taken</source>
            <translation>Ports · %1 belegt</translation>
        </message>
        <message>
            <source>Taken by %1</source>
            <translation>Belegt von %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SnapshotsTab</name>
        <message>
            <source>Go back to it…</source>
            <translation>Dorthin zurück…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Take a snapshot…</source>
            <translation>Schnappschuss machen…</translation>
        </message>
        <message>
            <source>Keep the disks, and the memory when it runs</source>
            <translation>Die Platten festhalten, und den Speicher, wenn sie läuft</translation>
        </message>
        <message>
            <source>What happened since the selected snapshot is lost</source>
            <translation>Was seit dem ausgewählten Schnappschuss geschah, geht verloren</translation>
        </message>
        <message>
            <source>Delete the selected snapshot; the VM stays as it is</source>
            <translation>Den ausgewählten Schnappschuss löschen; die VM bleibt, wie sie ist</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>Schnappschüsse</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>Schnappschuss</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>Gemacht</translation>
        </message>
        <message>
            <source>State then</source>
            <translation>Zustand damals</translation>
        </message>
        <message>
            <source>Based on</source>
            <translation>Beruht auf</translation>
        </message>
        <message>
            <source>What for</source>
            <translation>Wofür</translation>
        </message>
        <message>
            <source>%1 · current</source>
            <translation>%1 · jetzt</translation>
        </message>
        <message>
            <source>%1, with memory</source>
            <translation>%1, mit Speicher</translation>
        </message>
        <message>
            <source>No snapshots yet</source>
            <translation>Noch keine Schnappschüsse</translation>
        </message>
        <message>
            <source>Snapshot of %1</source>
            <translation>Schnappschuss von %1</translation>
        </message>
        <message>
            <source>Disks are kept, and the memory while it runs.</source>
            <translation>Die Platten werden festgehalten, und der Speicher, während sie läuft.</translation>
        </message>
        <message>
            <source>Take it</source>
            <translation>Machen</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Go back to %1?</source>
            <translation>Zurück zu %1?</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>%1 entfernen?</translation>
        </message>
        <message>
            <source>What %1 did since then is lost.</source>
            <translation>Was %1 seither getan hat, geht verloren.</translation>
        </message>
        <message>
            <source>The VM stays as it is; this point cannot be gone back to any more.</source>
            <translation>Die VM bleibt, wie sie ist; zu diesem Punkt kann man nicht mehr zurück.</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
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
            <translation>Neu starten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>Abbauen</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Hochfahren</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stop what is under way; what is done stays</source>
            <translation>Anhalten, was im Gange ist; was getan ist, bleibt</translation>
        </message>
        <message>
            <source>The same on the command line</source>
            <translation>Dasselbe auf der Befehlszeile</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>Die Befehlszeile kopieren</translation>
        </message>
        <message>
            <source>Command line copied</source>
            <translation>Befehlszeile kopiert</translation>
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation>%1 (Alt+%2)</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>Graph</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>CPU of the stack</source>
            <translation>CPU des Stapels</translation>
        </message>
        <message>
            <source>Memory of the stack</source>
            <translation>Speicher des Stapels</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>Ressourcen</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>Was sich ändern würde</translation>
        </message>
        <message>
            <source>Compare the edited file with what runs (Ctrl+Return)</source>
            <translation>Die bearbeitete Datei mit dem vergleichen, was läuft (Strg+Eingabe)</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Go back to the file as it is on disk</source>
            <translation>Zurück zur Datei, wie sie auf der Platte ist</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Sichern</translation>
        </message>
        <message>
            <source>Save the file (Ctrl+S)</source>
            <translation>Die Datei sichern (Strg+S)</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>Profile</translation>
        </message>
        <message>
            <source>Switch the profile %1 on or off</source>
            <translation>Das Profil %1 ein- oder ausschalten</translation>
        </message>
        <message>
            <source>Take variables from the file .env</source>
            <translation>Variablen aus der Datei .env nehmen</translation>
        </message>
        <message>
            <source>of the last start in this window</source>
            <translation>des letzten Starts in diesem Fenster</translation>
        </message>
        <message>
            <source>created to started</source>
            <translation>von angelegt bis gestartet</translation>
        </message>
        <message>
            <source>bring the stack up to see it</source>
            <translation>den Stapel hochfahren, um es zu sehen</translation>
        </message>
        <message>
            <source>from the times the containers were created and started</source>
            <translation>aus den Zeiten, zu denen die Container angelegt und gestartet wurden</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>working</source>
            <translation>in Arbeit</translation>
        </message>
        <message>
            <source>not valid</source>
            <translation>nicht gültig</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>nicht oben</translation>
        </message>
        <message>
            <source>The file of this stack is not known here</source>
            <translation>Die Datei dieses Stapels ist hier nicht bekannt</translation>
        </message>
        <message>
            <source>Edited, not saved. Bring up saves it first.</source>
            <translation>Bearbeitet, nicht gesichert. Hochfahren sichert sie zuerst.</translation>
        </message>
        <message>
            <source>%1 is up after %2</source>
            <translation>%1 ist nach %2 oben</translation>
        </message>
        <message>
            <source>%1 is up</source>
            <translation>%1 ist oben</translation>
        </message>
        <message>
            <source>%1 is down</source>
            <translation>%1 ist abgebaut</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 angehalten</translation>
        </message>
        <message>
            <source>%1 started</source>
            <translation>%1 gestartet</translation>
        </message>
        <message>
            <source>Details of %1</source>
            <translation>Einzelheiten von %1</translation>
        </message>
        <message>
            <source>Log of %1</source>
            <translation>Protokoll von %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackedChart</name>
        <message>
            <source>together %1</source>
            <translation>zusammen %1</translation>
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>Vor Sekunden</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>Zusammen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StacksPage</name>
        <message>
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <source>Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)</source>
            <translation>Die Compose-Datei, Adresse oder den Pfad in der Zwischenablage öffnen (Strg+Umschalt+V)</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>Öffnen…</translation>
        </message>
        <message>
            <source>Open a Compose file or an archive (Ctrl+O)</source>
            <translation>Eine Compose-Datei oder ein Archiv öffnen (Strg+O)</translation>
        </message>
        <message>
            <source>No stack yet</source>
            <translation>Noch kein Stapel</translation>
        </message>
        <message>
            <source>Drop a Compose file, its folder, an archive, an address or YAML text anywhere on this window. You see what it holds before anything is started.</source>
            <translation>Eine Compose-Datei, ihren Ordner, ein Archiv, eine Adresse oder YAML-Text irgendwo auf dieses Fenster ziehen. Sie sehen, was es enthält, bevor etwas startet.</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>Eine Datei öffnen…</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Open a stack</source>
            <translation>Einen Stapel öffnen</translation>
        </message>
        <message>
            <source>Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All files (*)</source>
            <translation>Compose-Dateien und Archive (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>There is no stack in the clipboard</source>
            <translation>In der Zwischenablage ist kein Stapel</translation>
        </message>
        <message>
            <source>Copy a Compose file, its path or its address</source>
            <translation>Eine Compose-Datei, ihren Pfad oder ihre Adresse kopieren</translation>
        </message>
        <message>
            <source>%1 up</source>
            <translation>%1 oben</translation>
        </message>
        <message>
            <source>recent file</source>
            <translation>letzte Datei</translation>
        </message>
        <message>
            <source>recent files</source>
            <translation>letzte Dateien</translation>
        </message>
        <message>
            <source>Compose files: look first, then bring them up</source>
            <translation>Compose-Dateien: erst ansehen, dann hochfahren</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChart</name>
        <message>
            <source>Startup</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>%1 median %2</source>
            <translation>%1 Median %2</translation>
        </message>
        <message>
            <source>%1
median %2
half of the runs %3 to %4
all runs %5 to %6</source>
            <translation>%1
Median %2
die Hälfte der Läufe %3 bis %4
alle Läufe %5 bis %6</translation>
        </message>
        <message>
            <source>ms, log scale</source>
            <translation>ms, logarithmisch</translation>
        </message>
        <message>
            <source>Hull</source>
            <translation>Rumpf</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>Median</translation>
        </message>
        <message>
            <source>25 %</source>
            <translation>25 %</translation>
        </message>
        <message>
            <source>75 %</source>
            <translation>75 %</translation>
        </message>
        <message>
            <source>Min</source>
            <translation>Min</translation>
        </message>
        <message>
            <source>Max</source>
            <translation>Max</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>Läufe</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChartCard</name>
        <message>
            <source>waits</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>create</source>
            <translation>anlegen</translation>
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
            <translation>Start</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>Diagramm: %1</translation>
        </message>
        <message>
            <source>networks and volumes</source>
            <translation>Netzwerke und Datenträger</translation>
        </message>
        <message>
            <source>┄ waits for what it depends on</source>
            <translation>┄ wartet auf das, wovon es abhängt</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <translation>%1, fehlgeschlagen</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Bis</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StatsTab</name>
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
        <name>catamaran::ui::SummaryTab</name>
        <message>
            <source>What it is</source>
            <translation>Was es ist</translation>
        </message>
        <message>
            <source>How it is</source>
            <translation>Wie es ihm geht</translation>
        </message>
        <message>
            <source>What it takes</source>
            <translation>Was es braucht</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Etiketten</translation>
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
            <source>State</source>
            <translation>Zustand</translation>
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
            <source>no check</source>
            <translation>keine Prüfung</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>Ports</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>Von einem anderen Programm gemacht; es kann hier beobachtet und angehalten werden.</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
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
            <source>it does not run</source>
            <translation>es läuft nicht</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalDeck</name>
        <message>
            <source>In a window of its own</source>
            <translation>In einem eigenen Fenster</translation>
        </message>
        <message>
            <source>Its session goes on there. Closing that window ends it.</source>
            <translation>Die Sitzung läuft dort weiter. Das Fenster zu schließen beendet sie.</translation>
        </message>
        <message>
            <source>Bring it back</source>
            <translation>Zurückholen</translation>
        </message>
        <message>
            <source>Split to the right	Ctrl+Shift+D</source>
            <translation>Nach rechts teilen	Strg+Umschalt+D</translation>
        </message>
        <message>
            <source>Split below	Ctrl+Shift+E</source>
            <translation>Nach unten teilen	Strg+Umschalt+E</translation>
        </message>
        <message>
            <source>Beside it, another container</source>
            <translation>Daneben ein anderer Container</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalLink</name>
        <message>
            <source>Cannot open the terminal</source>
            <translation>Das Terminal kann nicht geöffnet werden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalPanel</name>
        <message>
            <source>Shell</source>
            <translation>Shell</translation>
        </message>
        <message>
            <source>Command of the terminal</source>
            <translation>Befehl des Terminals</translation>
        </message>
        <message>
            <source>What runs in the terminal; empty: bash, or sh where there is no bash</source>
            <translation>Was im Terminal läuft; leer: bash, oder sh, wo es kein bash gibt</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>Noch einmal öffnen</translation>
        </message>
        <message>
            <source>End this session and start a new one</source>
            <translation>Diese Sitzung beenden und eine neue beginnen</translation>
        </message>
        <message>
            <source>Attach to its main process: what it writes from now on, and your keys where it was started with -it</source>
            <translation>An den Hauptprozess anschließen: was er von jetzt an schreibt, und Ihre Tasten, wo mit -it gestartet wurde</translation>
        </message>
        <message>
            <source>Copy the selection (Ctrl+Shift+C)</source>
            <translation>Die Auswahl kopieren (Strg+Umschalt+C)</translation>
        </message>
        <message>
            <source>Paste (Ctrl+Shift+V)</source>
            <translation>Einfügen (Strg+Umschalt+V)</translation>
        </message>
        <message>
            <source>Find in the terminal (Ctrl+Shift+F)</source>
            <translation>Im Terminal suchen (Strg+Umschalt+F)</translation>
        </message>
        <message>
            <source>Another terminal beside it (Ctrl+Shift+D, Ctrl+Shift+E)</source>
            <translation>Ein weiteres Terminal daneben (Strg+Umschalt+D, Strg+Umschalt+E)</translation>
        </message>
        <message>
            <source>Close this terminal (Ctrl+Shift+W)</source>
            <translation>Dieses Terminal schließen (Strg+Umschalt+W)</translation>
        </message>
        <message>
            <source>Find in the terminal</source>
            <translation>Im Terminal suchen</translation>
        </message>
        <message>
            <source>Enter: the next older place; Shift+Enter: the next newer one; Esc closes</source>
            <translation>Eingabe: die nächste ältere Stelle; Umschalt+Eingabe: die nächste neuere; Esc schließt</translation>
        </message>
        <message>
            <source>Close the search (Esc)</source>
            <translation>Die Suche schließen (Esc)</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>nicht gefunden</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Back into the page (Ctrl+Shift+N)</source>
            <translation>Zurück in die Seite (Strg+Umschalt+N)</translation>
        </message>
        <message>
            <source>Into a window of its own (Ctrl+Shift+N)</source>
            <translation>In ein eigenes Fenster (Strg+Umschalt+N)</translation>
        </message>
        <message>
            <source>Serial console of %1</source>
            <translation>Serielle Konsole von %1</translation>
        </message>
        <message>
            <source>Terminal in %1</source>
            <translation>Terminal in %1</translation>
        </message>
        <message>
            <source>The command has a quote that is not closed</source>
            <translation>Der Befehl hat ein Anführungszeichen, das nicht geschlossen ist</translation>
        </message>
        <message>
            <source>Attached to its main process</source>
            <translation>An den Hauptprozess angeschlossen</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Verbunden</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Geschlossen</translation>
        </message>
        <message>
            <source>Ended with exit code %1</source>
            <translation>Mit Rückgabewert %1 beendet</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalView</name>
        <message>
            <source>Terminal</source>
            <translation>Terminal</translation>
        </message>
        <message>
            <source>Ctrl+click opens %1</source>
            <translation>Strg+Klick öffnet %1</translation>
        </message>
        <message>
            <source>Open the address</source>
            <translation>Die Adresse öffnen</translation>
        </message>
        <message>
            <source>Ctrl+click</source>
            <translation>Strg+Klick</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>Die Adresse kopieren</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <source>Find…</source>
            <translation>Suchen…</translation>
        </message>
        <message>
            <source>Forget what has scrolled away</source>
            <translation>Vergessen, was hinausgerollt ist</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TerminalWindow</name>
        <message>
            <source>Console of %1</source>
            <translation>Konsole von %1</translation>
        </message>
        <message>
            <source>Terminal in %1</source>
            <translation>Terminal in %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TextDialog</name>
        <message>
            <source>Find</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Find in this text</source>
            <translation>In diesem Text suchen</translation>
        </message>
        <message>
            <source>Find in this text (Ctrl+F, Enter for the next)</source>
            <translation>In diesem Text suchen (Strg+F, Eingabetaste für den nächsten)</translation>
        </message>
        <message>
            <source>Ctrl+C copies what is selected</source>
            <translation>Strg+C kopiert die Auswahl</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Alles kopieren</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TextbookPanel</name>
        <message>
            <source>not measured yet</source>
            <translation>noch nicht gemessen</translation>
        </message>
        <message>
            <source>Container or VM? The table of the textbooks, with the figures of this computer.</source>
            <translation>Container oder VM? Die Tabelle der Lehrbücher, mit den Zahlen dieses Rechners.</translation>
        </message>
        <message>
            <source>Measure…</source>
            <translation>Messen…</translation>
        </message>
        <message>
            <source>See how</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <source>%1: show the experiment</source>
            <translation>%1: das Experiment zeigen</translation>
        </message>
        <message>
            <source>Go to the experiment that measures this</source>
            <translation>Zum Experiment gehen, das dies misst</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::TimeView</name>
        <message>
            <source>%1 s ago</source>
            <translation>vor %1 s</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ToolMenu</name>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
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
        <name>catamaran::ui::UndoBin</name>
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
        <name>catamaran::ui::VolumesPage</name>
        <message>
            <source>Filter volumes</source>
            <translation>Datenträger filtern</translation>
        </message>
        <message>
            <source>Filter by name or by a container that has it (Ctrl+F)</source>
            <translation>Nach Namen oder nach einem Container filtern, der ihn hat (Strg+F)</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Wiederherstellen…</translation>
        </message>
        <message>
            <source>Make a volume of a backup (tar, tar.gz, tar.zst)</source>
            <translation>Aus einer Sicherung (tar, tar.gz, tar.zst) einen Datenträger machen</translation>
        </message>
        <message>
            <source>New volume…</source>
            <translation>Neuer Datenträger…</translation>
        </message>
        <message>
            <source>Make an empty volume (Ctrl+N)</source>
            <translation>Einen leeren Datenträger anlegen (Strg+N)</translation>
        </message>
        <message>
            <source>No volumes yet</source>
            <translation>Noch keine Datenträger</translation>
        </message>
        <message>
            <source>A volume keeps the data of a container when the container goes. Make one here, or run an image with “-v NAME:/path”.</source>
            <translation>Ein Datenträger hält die Daten eines Containers, wenn der Container geht. Hier einen anlegen, oder ein Abbild mit „-v NAME:/pfad“ starten.</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Unused</source>
            <translation>Unbenutzt</translation>
        </message>
        <message>
            <source>Only volumes that no container names</source>
            <translation>Nur Datenträger, die kein Container nennt</translation>
        </message>
        <message>
            <source>Largest first</source>
            <translation>Größte zuerst</translation>
        </message>
        <message>
            <source>Sort by size instead of by name</source>
            <translation>Nach Größe statt nach Namen sortieren</translation>
        </message>
        <message>
            <source>Remove unused…</source>
            <translation>Unbenutzte entfernen…</translation>
        </message>
        <message>
            <source>All volumes; Enter browses the selected one</source>
            <translation>Alle Datenträger; Eingabe blättert im ausgewählten</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Benutzt von</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <source>Clone…</source>
            <translation>Kopieren…</translation>
        </message>
        <message>
            <source>Back up…</source>
            <translation>Sichern…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>No container that has it runs</source>
            <translation>Kein Container, der ihn hat, läuft</translation>
        </message>
        <message>
            <source>Running: %1</source>
            <translation>Läuft: %1</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>volumes</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source> Remove unused… %1</source>
            <translation> Unbenutzte entfernen… %1</translation>
        </message>
        <message>
            <source> Nothing unused</source>
            <translation> Nichts unbenutzt</translation>
        </message>
        <message>
            <source>%1 that no container names hold %2</source>
            <translation>%1, die kein Container nennt, halten %2</translation>
        </message>
        <message>
            <source>no container has it</source>
            <translation>kein Container hat ihn</translation>
        </message>
        <message>
            <source>in %1</source>
            <translation>in %1</translation>
        </message>
        <message>
            <source>Make a copy under another name
%1</source>
            <translation>Unter einem anderen Namen kopieren
%1</translation>
        </message>
        <message>
            <source>Write the volume to one file
%1</source>
            <translation>Den Datenträger in eine Datei schreiben
%1</translation>
        </message>
        <message>
            <source>Delete the volume and its data (Delete)
%1</source>
            <translation>Den Datenträger und seine Daten löschen (Entf)
%1</translation>
        </message>
        <message>
            <source>Used by %1; remove those first</source>
            <translation>Benutzt von %1; erst diese entfernen</translation>
        </message>
        <message>
            <source>New volume</source>
            <translation>Neuer Datenträger</translation>
        </message>
        <message>
            <source>A volume keeps data when containers come and go.</source>
            <translation>Ein Datenträger hält Daten, während Container kommen und gehen.</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>Anlegen</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Clone %1</source>
            <translation>%1 kopieren</translation>
        </message>
        <message>
            <source>All files are copied with owners, modes and times.</source>
            <translation>Alle Dateien werden mit Eigentümern, Rechten und Zeiten kopiert.</translation>
        </message>
        <message>
            <source>%1 is paused while the files are copied, so that the copy is of one moment.</source>
            <translation>%1 pausiert, während die Dateien kopiert werden, damit die Kopie von einem Augenblick ist.</translation>
        </message>
        <message>
            <source>Clone</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>Neuer Name</translation>
        </message>
        <message>
            <source>Back up %1</source>
            <translation>%1 sichern</translation>
        </message>
        <message>
            <source>Archives (*.tar.zst)</source>
            <translation>Archive (*.tar.zst)</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>Eine Sicherung wiederherstellen</translation>
        </message>
        <message>
            <source>Archives (*.tar *.tar.gz *.tgz *.tar.zst);;All files (*)</source>
            <translation>Archive (*.tar *.tar.gz *.tgz *.tar.zst);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Restore %1</source>
            <translation>%1 wiederherstellen</translation>
        </message>
        <message>
            <source>The volume must be new or empty; it appears whole or not at all.</source>
            <translation>Der Datenträger muss neu oder leer sein; er erscheint ganz oder gar nicht.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>%1 entfernen?</translation>
        </message>
        <message>
            <source>%1 of data are deleted. This cannot be undone.</source>
            <translation>%1 Daten werden gelöscht. Das kann nicht zurückgenommen werden.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove unused volumes</source>
            <translation>Unbenutzte Datenträger entfernen</translation>
        </message>
        <message>
            <source>No container names them. %1 without a name of their own hold %2; with the named ones it is %3 and %4. This cannot be undone.</source>
            <translation>Kein Container nennt sie. %1 ohne eigenen Namen halten %2; mit den benannten sind es %3 und %4. Das kann nicht zurückgenommen werden.</translation>
        </message>
        <message>
            <source>Named ones too</source>
            <translation>Auch benannte</translation>
        </message>
        <message>
            <source>Also volumes that were given a name</source>
            <translation>Auch Datenträger, die einen Namen bekommen haben</translation>
        </message>
        <message>
            <source>Details of %1</source>
            <translation>Einzelheiten von %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkChart</name>
        <message>
            <source>Time of each program</source>
            <translation>Zeit jedes Programms</translation>
        </message>
        <message>
            <source>ms, log scale</source>
            <translation>ms, logarithmisch</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Programm</translation>
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
            <source>VM / container</source>
            <translation>VM / Container</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkPanel</name>
        <message>
            <source>Runs small programs of the image's shell in both hulls, in turn.</source>
            <translation>Führt kleine Programme der Shell des Abbilds in beiden Rümpfen abwechselnd aus.</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>Runden</translation>
        </message>
        <message>
            <source>How often each program runs; more give a firmer median</source>
            <translation>Wie oft jedes Programm läuft; mehr geben einen festeren Median</translation>
        </message>
        <message>
            <source>What does the same program cost inside?</source>
            <translation>Was kostet dasselbe Programm innen?</translation>
        </message>
        <message>
            <source>Counting, hashing, system calls, writing, small files and forks run in a container and in a VM, in turn. A container's program runs on this kernel; a VM's meets the emulated machine, and where it does is what you see.</source>
            <translation>Zählen, Hashen, Systemaufrufe, Schreiben, kleine Dateien und Forks laufen abwechselnd in einem Container und in einer VM. Das Programm des Containers läuft auf diesem Kern; das der VM trifft auf die nachgebildete Maschine, und wo es das tut, sehen Sie hier.</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>In the VM%1 a program takes from %2x (%3) to %4x (%5) of its time in the container.</source>
            <translation>In der VM%1 braucht ein Programm das %2-fache (%3) bis %4-fache (%5) seiner Zeit im Container.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadGroups</name>
        <message>
            <source>In no stack</source>
            <translation>In keinem Stapel</translation>
        </message>
        <message>
            <source>Without a tag</source>
            <translation>Ohne Etikett</translation>
        </message>
        <message>
            <source>On no network</source>
            <translation>In keinem Netz</translation>
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
            <source>%1 running</source>
            <translation>%1 laufen</translation>
        </message>
        <message>
            <source>Group %1, %2, %3 running, %4</source>
            <translation>Gruppe %1, %2, %3 laufen, %4</translation>
        </message>
        <message>
            <source>folded</source>
            <translation>zugeklappt</translation>
        </message>
        <message>
            <source>unfolded</source>
            <translation>aufgeklappt</translation>
        </message>
        <message>
            <source>Sum of the %1 of %2 that are measured</source>
            <translation>Summe der %1 von %2, die gemessen werden</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadLinks</name>
        <message>
            <source>Details of %1</source>
            <translation>Einzelheiten von %1</translation>
        </message>
        <message>
            <source>Open the details of %1</source>
            <translation>Einzelheiten von %1 öffnen</translation>
        </message>
        <message>
            <source>%1 more</source>
            <translation>%1 weitere</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadModel</name>
        <message>
            <source>User-mode network of QEMU</source>
            <translation>Netz von QEMU ohne Rechte (user mode)</translation>
        </message>
        <message>
            <source>CPU history, now %1</source>
            <translation>CPU-Verlauf, jetzt %1</translation>
        </message>
        <message>
            <source>no CPU figure</source>
            <translation>kein CPU-Wert</translation>
        </message>
        <message>
            <source>%1, tags %2</source>
            <translation>%1, Schlagwörter %2</translation>
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
            <source>Filter by name, image, port, state or #tag (Ctrl+F)</source>
            <translation>Nach Name, Abbild, Port, Zustand oder #Schlagwort filtern (Strg+F)</translation>
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
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>VMs of disks, and what makes VMs start faster</source>
            <translation>VMs aus Platten, und was VMs schneller starten lässt</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>Arbeitslasten</translation>
        </message>
        <message>
            <source>&amp;Group by</source>
            <translation>&amp;Gruppieren nach</translation>
        </message>
        <message>
            <source>Group by</source>
            <translation>Gruppieren nach</translation>
        </message>
        <message>
            <source>Puts workloads below headers with sums, which fold; of several tags or networks the first counts</source>
            <translation>Stellt Arbeitslasten unter Überschriften mit Summen, die sich zuklappen lassen; von mehreren Etiketten oder Netzen zählt das erste</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nichts</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>Marke</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>Containers and VMs; Enter opens, the menu key shows what can be done</source>
            <translation>Container und VMs; Eingabe öffnet, die Menütaste zeigt, was sich tun lässt</translation>
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
            <source>Restart</source>
            <translation>Neu starten</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Kill</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Open details	Enter</source>
            <translation>Einzelheiten öffnen	Eingabe</translation>
        </message>
        <message>
            <source>Open log</source>
            <translation>Protokoll öffnen</translation>
        </message>
        <message>
            <source>Merged log of %1</source>
            <translation>Zusammengeführtes Protokoll von %1</translation>
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
            <source>Tags…	Ctrl+T</source>
            <translation>Schlagwörter …	Strg+T</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>Words by which you find it again, with spaces between:</source>
            <translation>Wörter, unter denen Sie es wiederfinden, mit Leerzeichen dazwischen:</translation>
        </message>
        <message>
            <source>Words by which you find it again, with spaces between.
In use: %1</source>
            <translation>Wörter, unter denen Sie es wiederfinden, mit Leerzeichen dazwischen.
Benutzt: %1</translation>
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
            <translation>Compose-Datei</translation>
        </message>
    </context>
</TS>
