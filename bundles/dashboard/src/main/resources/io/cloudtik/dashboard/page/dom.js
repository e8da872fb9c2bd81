// Elements without markup in strings: whatever a name or a message holds, it is text and nothing else.

/** An element; attributes that are undefined, null or false are left out, children may be nested lists. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** The same of SVG. */
export function s(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, attributes);
  element.append(...children.flat(Infinity));
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

/**
 * Makes the children of an element these, changing only what differs, so that focus, selection and what was opened stay.
 * Elements are told apart by data-key where they have one, else by their place.
 */
export function show(parent, ...fresh) {
  const wanted = fresh.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => child instanceof Node ? child : document.createTextNode(child));
  const keyed = new Map([...parent.children].filter(child => child.dataset?.key).map(child => [child.dataset.key, child]));
  let place = parent.firstChild;
  for (const next of wanted) {
    const key = next.dataset?.key;
    const match = key ? keyed.get(key) : place && !place.dataset?.key && isAlike(place, next) ? place : null;
    if (match && isAlike(match, next)) {
      if (match === place) {
        place = place.nextSibling;
      } else {
        parent.insertBefore(match, place);
      }
      update(match, next);
    } else {
      parent.insertBefore(next, place);
    }
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function isAlike(one, other) {
  return one.nodeName === other.nodeName;
}

function update(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) {
      old.nodeValue = fresh.nodeValue;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (name !== "open" && !fresh.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  show(old, ...fresh.childNodes);
}
