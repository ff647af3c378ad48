export function glossForeignText(prompt: string): string {
  return prompt
}
