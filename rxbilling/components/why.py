"""w"""
import reflex as rx
def why_dialog(): return rx.fragment()
