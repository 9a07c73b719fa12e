// What is wrong with what is to be seen: what scrolls sideways, or is hard to read (WCAG 2.2, 1.4.10 and 1.4.3).
const wrong = [];
const name = (element) => `${element.localName}#${element.id}.${element.className}`;

function channels(colour) {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return { red, green, blue, alpha };
}

function luminance({ red, green, blue }) {
  const [r, g, b] = [red, green, blue].map((each) => {
    const share = each / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ground(element) {
  for (let each = element; each; each = each.parentElement) {
    const colour = channels(getComputedStyle(each).backgroundColor);
    if (colour.alpha === 1) {
      return colour;
    }
  }
  return channels('rgb(255, 255, 255)');
}

for (const element of document.querySelectorAll('html, body *')) {
  const style = getComputedStyle(element);
  if (!element.checkVisibility({ visibilityProperty: true })) {
    continue;
  }
  const scrolls = element === document.documentElement || ['auto', 'scroll'].includes(style.overflowX);
  if (scrolls && element.localName !== 'input' && element.scrollWidth > element.clientWidth) {
    wrong.push(`${name(element)} scrolls sideways`);
  }
  const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (text && !element.closest(':disabled, .unseen')) {
    const [dark, light] = [luminance(channels(style.color)), luminance(ground(element))].sort((a, b) => a - b);
    if ((light + 0.05) / (dark + 0.05) < 4.5) {
      wrong.push(`${name(element)} ${style.color} is hard to read`);
    }
  }
}
return wrong;
