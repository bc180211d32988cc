// All words of the page, one list a language. A text that is missing in one of them does not compile.
const en = {
  pictures: 'Boundary',
  title: 'NodeNet playground', data: 'Data', network: 'Network', boundary: 'Output over x1 and x2', curve: 'Loss by epochs', arithmetic: 'Arithmetic',
  undo: 'Undo', redo: 'Redo', share: 'Share', save: 'Save model', open: 'Open model', help: 'Help', restart: 'Restart', newStart: 'New start',
  back: 'Back', play: 'Play', pause: 'Pause', forward: 'Forward', pace: 'Pace', history: 'History',
  Term: 'term', Node: 'node', Phase: 'phase', Example: 'example', Epoch: 'epoch', rate: 'α', loss: 'loss', batch: 'batch', seed: 'seed',
  activation: 'Activation', layerMore: 'One node more in layer', layerLess: 'One node less in layer', addLayer: 'Add a layer', dropLayer: 'Drop a layer',
  handout: 'the handout’s row', node: 'one node', and: 'AND', or: 'OR', xor: 'XOR', clouds: 'two clouds', circle: 'circle', spiral: 'spiral', line: 'a line', own: 'own data',
  right: (n: number, of: number) => `right: ${n} of ${of}`, step: 'step', epoch: 'epoch', weight: 'weight', bias: 'bias', freeze: 'Freeze', free: 'Let it learn',
  choose: 'Click a node or a weight to see how its number comes about.', input: 'An input: its number comes from the table.', row: 'row', addRow: 'Add a row',
  sum: 'net input', push: 'push from the next layer', old: 'before', linkCopied: 'The link is in the address bar and on the clipboard.',
  tooLong: 'Too much for a link: save the model instead.', learnt: 'All are right and the loss is below 0.01.', hidden: 'Paused: the page was hidden.',
  starting: 'NodeNet is starting…', language: 'Language', edited: (name: string, value: string) => `${name} is ${value}`,
  ask: 'XOR: can a network say “one or the other, but not both”? Press Play.',
  helpText: 'Click a weight or a bias, type a number, Enter; arrow keys change it by 0.1. Click a node for its arithmetic. Space plays, arrow keys left and right go back and forward.',
};
type Texts = typeof en;
const da: Texts = {
  pictures: 'Grænse',
  title: 'NodeNet legeplads', data: 'Data', network: 'Netværk', boundary: 'Output over x1 og x2', curve: 'Tab pr. epoke', arithmetic: 'Regnestykket',
  undo: 'Fortryd', redo: 'Gentag', share: 'Del', save: 'Gem model', open: 'Åbn model', help: 'Hjælp', restart: 'Forfra', newStart: 'Ny start',
  back: 'Tilbage', play: 'Afspil', pause: 'Pause', forward: 'Frem', pace: 'Tempo', history: 'Historik',
  Term: 'led', Node: 'knude', Phase: 'fase', Example: 'eksempel', Epoch: 'epoke', rate: 'α', loss: 'tab', batch: 'batch', seed: 'frø',
  activation: 'Aktivering', layerMore: 'En knude mere i lag', layerLess: 'En knude mindre i lag', addLayer: 'Tilføj et lag', dropLayer: 'Fjern et lag',
  handout: 'hæftets række', node: 'én knude', and: 'OG', or: 'ELLER', xor: 'XOR', clouds: 'to skyer', circle: 'cirkel', spiral: 'spiral', line: 'en linje', own: 'egne data',
  right: (n, of) => `rigtige: ${n} af ${of}`, step: 'skridt', epoch: 'epoke', weight: 'vægt', bias: 'bias', freeze: 'Frys', free: 'Lad den lære',
  choose: 'Klik på en knude eller en vægt for at se, hvordan tallet bliver til.', input: 'Et input: tallet kommer fra tabellen.', row: 'række', addRow: 'Tilføj en række',
  sum: 'netto-input', push: 'skub fra næste lag', old: 'før', linkCopied: 'Linket står i adresselinjen og på udklipsholderen.',
  tooLong: 'For meget til et link: gem modellen i stedet.', learnt: 'Alle er rigtige, og tabet er under 0,01.', hidden: 'Pause: siden var skjult.',
  starting: 'NodeNet starter…', language: 'Sprog', edited: (name, value) => `${name} er ${value}`,
  ask: 'XOR: kan et netværk sige »det ene eller det andet, men ikke begge«? Tryk på Afspil.',
  helpText: 'Klik på en vægt eller en bias, skriv et tal, Enter; piletasterne ændrer det med 0,1. Klik på en knude for at se regnestykket. Mellemrum afspiller, venstre og højre pil går tilbage og frem.',
};
const de: Texts = {
  pictures: 'Grenze',
  title: 'NodeNet zum Spielen', data: 'Daten', network: 'Netz', boundary: 'Ausgabe über x1 und x2', curve: 'Fehler je Epoche', arithmetic: 'Die Rechnung',
  undo: 'Rückgängig', redo: 'Wiederholen', share: 'Teilen', save: 'Modell sichern', open: 'Modell öffnen', help: 'Hilfe', restart: 'Von vorn', newStart: 'Neuer Start',
  back: 'Zurück', play: 'Abspielen', pause: 'Pause', forward: 'Vor', pace: 'Takt', history: 'Verlauf',
  Term: 'Summand', Node: 'Knoten', Phase: 'Phase', Example: 'Beispiel', Epoch: 'Epoche', rate: 'α', loss: 'Fehler', batch: 'Stapel', seed: 'Startzahl',
  activation: 'Aktivierung', layerMore: 'Ein Knoten mehr in Schicht', layerLess: 'Ein Knoten weniger in Schicht', addLayer: 'Eine Schicht dazu', dropLayer: 'Eine Schicht weg',
  handout: 'die Zeile des Hefts', node: 'ein Knoten', and: 'UND', or: 'ODER', xor: 'XOR', clouds: 'zwei Wolken', circle: 'Kreis', spiral: 'Spirale', line: 'eine Gerade', own: 'eigene Daten',
  right: (n, of) => `richtig: ${n} von ${of}`, step: 'Schritt', epoch: 'Epoche', weight: 'Gewicht', bias: 'Bias', freeze: 'Einfrieren', free: 'Lernen lassen',
  choose: 'Klicke auf einen Knoten oder ein Gewicht, um zu sehen, wie die Zahl entsteht.', input: 'Eine Eingabe: die Zahl kommt aus der Tabelle.', row: 'Zeile', addRow: 'Zeile dazu',
  sum: 'Nettoeingabe', push: 'Druck der nächsten Schicht', old: 'vorher', linkCopied: 'Der Link steht in der Adresszeile und in der Zwischenablage.',
  tooLong: 'Zu viel für einen Link: sichere stattdessen das Modell.', learnt: 'Alle sind richtig, und der Fehler ist unter 0,01.', hidden: 'Pause: die Seite war verdeckt.',
  starting: 'NodeNet startet…', language: 'Sprache', edited: (name, value) => `${name} ist ${value}`,
  ask: 'XOR: kann ein Netz „das eine oder das andere, aber nicht beides“ sagen? Drücke Abspielen.',
  helpText: 'Klicke auf ein Gewicht oder einen Bias, tippe eine Zahl, Enter; die Pfeiltasten ändern sie um 0,1. Klicke auf einen Knoten für seine Rechnung. Leertaste spielt ab, Pfeil links und rechts gehen zurück und vor.',
};
export const languages = { en, da, de };
export type Language = keyof typeof languages;
export const texts = (language: Language): Texts => languages[language];
