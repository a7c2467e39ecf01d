/** La conversation : messages, saisie, dialogues. */
export const conversation = {
  region: 'Conversation avec {{name}}',
  back: 'Retour aux discussions',
}
