/** Shows the copy buttons, which are of no use without it, and copies. The page needs nothing else of it. */
export const script = `
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy)
    try {
      await navigator.clipboard.writeText(source.textContent)
      const word = button.textContent
      button.textContent = button.dataset.done
      setTimeout(() => { button.textContent = word }, 1500)
    } catch {
      getSelection().selectAllChildren(source)
    }
  })
}`
