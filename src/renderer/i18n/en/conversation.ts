/** The conversation: messages, composer, dialogs. */
export const conversation = {
  region: 'Conversation with {{name}}',
  back: 'Back to chats',
}
