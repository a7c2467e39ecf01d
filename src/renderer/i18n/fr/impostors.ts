/** L’avertissement sur les inconnus que l’on peut prendre pour quelqu’un d’autre. */
export const impostors = {
  title: 'Possible usurpation',
  notVerified: 'Pas l’entreprise vérifiée {{name}}',
  notSaved: 'Pas le contact {{name}} que vous avez enregistré',
  explainVerified:
    'Cet expéditeur utilise un nom semblable à celui d’une entreprise vérifiée, mais écrit depuis un autre compte, absent de vos contacts. Ne communiquez aucun code et ne payez rien avant de savoir qui c’est.',
  explainSaved:
    'Cet expéditeur utilise un nom semblable à celui d’un de vos contacts, mais écrit depuis un autre compte, absent de vos contacts. Vérifiez qui c’est avant de communiquer quoi que ce soit ou d’envoyer de l’argent.',
  dismiss: 'Ignorer',
  dismissed: 'Avertissement ignoré pour cette discussion.',
}
