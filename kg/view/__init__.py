"""The view: events of a store as one HTML file that works offline, with the sentence behind every line."""

from kg.view.layout import layout
from kg.view.network import network
from kg.view.page import page, render
from kg.view.reader import scene
from kg.view.rows import Queryable
from kg.view.scene import Scene

__all__ = ["Queryable", "Scene", "layout", "network", "page", "render", "scene"]
