"use strict";

const EVERY_SECOND = 1000;

async function read(path) {
    const response = await fetch("api/" + path, {cache: "no-store", signal: AbortSignal.timeout(5000)});
    if (!response.ok) {
        throw new Error(path + " answered " + response.status);
    }
    return response.json();
}

/** Shows one element for each item, in the order of the items, and keeps the elements that are there already. */
function show(listId, templateId, items, key, fill) {
    const list = document.getElementById(listId);
    const known = new Map([...list.children].map(element => [element.dataset.key, element]));
    list.replaceChildren(...items.map(item => {
        const element = known.get(String(key(item)))
            ?? document.getElementById(templateId).content.firstElementChild.cloneNode(true);
        element.dataset.key = key(item);
        fill(element, item);
        return element;
    }));
}

function fillFlag(element, flag) {
    element.classList.toggle("on", flag.enabled);
    element.querySelector(".name").textContent = flag.name;
    element.querySelector(".detail").textContent = flag.detail;
    element.querySelector(".state").textContent = flag.enabled ? "on" : "off";
}

function fillRider(element, rider) {
    const sound = element.querySelector(".sound");
    element.classList.toggle("changed", sound.textContent !== "" && sound.textContent !== rider.sound);
    element.classList.toggle("improved", rider.improved);
    sound.textContent = rider.sound;
    element.querySelector(".name").textContent = rider.name;
    element.querySelector(".place").textContent = "rider " + rider.rider + ", " + rider.location;
    element.querySelector(".why").textContent = rider.reason;
}

function tell(state, text) {
    const live = document.getElementById("live");
    if (live.textContent !== text) {
        live.className = "live " + state;
        live.textContent = text;
    }
}

async function refresh() {
    try {
        const [flags, riders] = await Promise.all([read("flags"), read("riders")]);
        show("flags", "flag", flags, flag => flag.name, fillFlag);
        show("riders", "rider", riders, rider => rider.rider, fillRider);
        const improved = riders.filter(rider => rider.improved).length;
        document.getElementById("tally").textContent = improved + " of " + riders.length + " hear the improved sound";
        tell("up", "live");
    } catch (error) {
        tell("down", "the server does not answer");
    }
    setTimeout(refresh, EVERY_SECOND);
}

refresh();
