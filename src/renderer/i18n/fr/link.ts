/** Lier cet appareil au téléphone. */
export const link = {
  region: 'Lier cet appareil',
  title: 'Lier cet appareil',
  lead: 'Pillion fonctionne à côté de WhatsApp sur votre téléphone, comme un de ses appareils liés.',
  beforeTitle: 'Avant de lier',
  before:
    'Pillion est un client non officiel : WhatsApp ne l’a ni fait ni approuvé. Des comptes utilisant de tels clients ont été restreints ou bannis, y compris des comptes professionnels officiels et des comptes faisant des envois en masse. Ne liez qu’un compte dont vous pourriez supporter la perte.',
  stored:
    'Vos discussions, contacts et statuts sont copiés dans un fichier sur cet ordinateur, dans le dossier ci-dessous. Rien n’est envoyé à quiconque sauf à WhatsApp.',
  folder: 'Dossier des données',
  secretsKeychain:
    'Les clés qui permettent à cet appareil d’agir pour vous sont chiffrées avec le trousseau de votre système. Les messages eux-mêmes ne sont pas chiffrés sur le disque.',
  secretsFiles:
    'Ce système n’offre pas de trousseau ici : les clés qui permettent à cet appareil d’agir pour vous se trouvent dans le même fichier, protégées seulement par les droits du dossier. Qui peut lire vos fichiers peut s’en servir. Les messages ne sont pas chiffrés sur le disque non plus.',
  qr: 'Code QR',
  step1: 'Ouvrez WhatsApp sur votre téléphone.',
  step2: 'Allez dans Paramètres, puis Appareils connectés, puis Connecter un appareil.',
  step3: 'Dirigez le téléphone vers ce code.',
  codeStep3: 'Choisissez « Connecter avec un numéro de téléphone » et saisissez ce code.',
  refreshIn: 'Nouveau code dans {{time}}',
  renewing: 'Demande d’un nouveau code…',
  starting: 'Demande d’un code…',
  withNumber: 'Lier avec un numéro de téléphone',
  withQr: 'Lier avec un code QR',
  number: 'Numéro de téléphone',
  numberHint: 'Le numéro du téléphone à lier, avec + et l’indicatif du pays.',
  getCode: 'Obtenir le code',
  codeFor: 'Code pour {{phone}}',
  codeLabel: 'Code de liaison',
  copyCode: 'Copier le code',
  validFor: 'Encore valable {{time}}',
  pairing: 'Liaison en cours…',
  pairingWords: 'Le téléphone a accepté. Laissez WhatsApp ouvert un instant.',
  linked: 'Lié',
  failed: 'La liaison a échoué',
  tryAgain: 'Réessayer',
  loggedOut:
    'Cet appareil a été déconnecté depuis le téléphone. Tout ce qui a été synchronisé est encore là ; lier à nouveau le même compte reprendra la suite.',
  notNow: 'Pas maintenant',
  changeNumber: 'Utiliser un autre numéro',
}
