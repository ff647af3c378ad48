// Before the first paint, so that nobody sees the other theme flash. The policy of the page allows no script inside it.
{
  const chosen = localStorage.getItem('chatsvg.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
}
